using GlusterDr.Errors;
using GlusterDr.Hypervisors.Libvirt.Domains;
using GlusterDr.Hypervisors.Libvirt.Storage;
using GlusterDr.Remote;
using GlusterDr.Sites;

namespace GlusterDr.Hypervisors.Libvirt;

/// <summary>The KVM hosts of a site: asks all of them at once, or finds the one that has a VM.</summary>
public sealed class LibvirtSite(HypervisorSettings settings, IRemoteRunner runner, MountReader mounts)
{
    private const int HostsAtOnce = 32;

    /// <summary>Which of a host's paths are on a volume.</summary>
    public MountReader Mounts => mounts;

    /// <summary>The hosts.</summary>
    public IReadOnlyList<LibvirtHost> Hosts(StorageDomain domain) => [.. settings.Hosts.Select(h => Host(domain, h))];

    /// <summary>A host by its name.</summary>
    public LibvirtHost Host(StorageDomain domain, string name) => new(domain.Site.Host(name), settings.Uri, runner);

    /// <summary>Does the same on every host at once; fails as soon as one fails.</summary>
    public async Task<IReadOnlyList<T>> OnAllAsync<T>(
        StorageDomain domain, Func<LibvirtHost, CancellationToken, Task<T>> ask, CancellationToken cancellation) =>
        await AtMost.SelectAsync(HostsAtOnce, Hosts(domain), ask, cancellation);

    /// <summary>Finds a VM: where it was last, or wherever it has gone since.</summary>
    /// <returns>Where it runs; else where it is defined; null: no host knows it, and all hosts were asked.</returns>
    /// <exception cref="DrException">It runs on no host that answers, and a host does not answer.</exception>
    public async Task<LocatedDomain?> FindAsync(StorageDomain domain, string uuid, string lastHost, CancellationToken cancellation)
    {
        (LocatedDomain? Found, DrException? Failure) first =
            settings.Hosts.Contains(lastHost, StringComparer.Ordinal) ? await AskAsync(lastHost) : default;
        if (first.Found is { Look.Live.Active: true })
        {
            return first.Found;
        }

        // Defined here but shut off may mean that it runs elsewhere since: a migration can leave the definition behind.
        (LocatedDomain? Found, DrException? Failure)[] answers =
            [first, .. await Task.WhenAll(settings.Hosts.Where(h => h != lastHost).Select(AskAsync))];
        LocatedDomain[] known = [.. answers.Select(a => a.Found).OfType<LocatedDomain>().OrderByDescending(f => f.Look.Live.Active)];
        if (known is not [{ Look.Live.Active: true }, ..] && answers.FirstOrDefault(a => a.Failure is not null).Failure is { } failure)
        {
            throw failure;
        }

        return known.Length == 0 ? null : known[0] with { Others = known[1..] };

        async Task<(LocatedDomain?, DrException?)> AskAsync(string name)
        {
            try
            {
                LibvirtHost host = Host(domain, name);
                return (await host.LookAsync(uuid, cancellation) is { } look ? new LocatedDomain(host, look) : null, null);
            }
            catch (DrException e)
            {
                return (null, e);
            }
        }
    }
}
