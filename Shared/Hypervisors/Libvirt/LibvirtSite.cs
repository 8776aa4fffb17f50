using GlusterDr.Errors;
using GlusterDr.Hypervisors.Libvirt.Domains;
using GlusterDr.Hypervisors.Libvirt.Storage;
using GlusterDr.Remote;
using GlusterDr.Sites;

namespace GlusterDr.Hypervisors.Libvirt;

/// <summary>The KVM hosts of a site: queries all of them at once, or finds the one that has a VM.</summary>
public sealed class LibvirtSite(HypervisorSettings settings, IRemoteRunner runner, MountReader mounts)
{
    private const int HostsAtOnce = 32;

    /// <summary>Which of a host's paths are on a volume.</summary>
    public MountReader Mounts => mounts;

    /// <summary>The hosts.</summary>
    public IReadOnlyList<LibvirtHost> Hosts(StorageDomain domain) => [.. settings.Hosts.Select(h => Host(domain, h))];

    /// <summary>A host by its name.</summary>
    public LibvirtHost Host(StorageDomain domain, string name) => new(domain.Site.Host(name), settings.Uri, runner);

    /// <summary>Reads from all hosts at once. Fails as soon as one of them fails.</summary>
    public async Task<IReadOnlyList<T>> OnAllAsync<T>(
        StorageDomain domain, Func<LibvirtHost, CancellationToken, Task<T>> read, CancellationToken cancellation) =>
        await AtMost.SelectAsync(HostsAtOnce, Hosts(domain), read, cancellation);

    /// <summary>Finds a VM: first on its last known host, then on the others.</summary>
    /// <returns>The host where it runs, otherwise one where it is defined; null: all hosts answered, and none has it.</returns>
    /// <exception cref="DrException">It runs on none of the hosts that answer, and at least one host does not answer.</exception>
    public async Task<LocatedDomain?> FindAsync(StorageDomain domain, string uuid, string lastHost, CancellationToken cancellation)
    {
        (LocatedDomain? Found, DrException? Failure) first =
            settings.Hosts.Contains(lastHost, StringComparer.Ordinal) ? await FindOnAsync(lastHost) : default;
        if (first.Found is { State.Live.Active: true })
        {
            return first.Found;
        }

        // A VM that is defined here but shut off may run on another host: a migration can leave the definition behind.
        (LocatedDomain? Found, DrException? Failure)[] answers =
            [first, .. await Task.WhenAll(settings.Hosts.Where(h => h != lastHost).Select(FindOnAsync))];
        LocatedDomain[] known = [.. answers.Select(a => a.Found).OfType<LocatedDomain>().OrderByDescending(f => f.State.Live.Active)];
        if (known is not [{ State.Live.Active: true }, ..] && answers.FirstOrDefault(a => a.Failure is not null).Failure is { } failure)
        {
            throw failure;
        }

        return known.Length == 0 ? null : known[0] with { Others = known[1..] };

        async Task<(LocatedDomain?, DrException?)> FindOnAsync(string name)
        {
            try
            {
                LibvirtHost host = Host(domain, name);
                return (await host.ReadDomainAsync(uuid, cancellation) is { } state ? new LocatedDomain(host, state) : null, null);
            }
            catch (DrException e)
            {
                return (null, e);
            }
        }
    }
}
