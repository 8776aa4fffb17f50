using GlusterDr.Hypervisors.Libvirt.Domains;
using GlusterDr.Hypervisors.Libvirt.Storage;
using GlusterDr.Hypervisors.Libvirt.Virsh;
using GlusterDr.Remote;
using GlusterDr.Sites;

namespace GlusterDr.Hypervisors.Libvirt;

/// <summary>One KVM host: its virsh, its qemu-img and its files.</summary>
public sealed class LibvirtHost
{
    private readonly StoragePools _pools;

    /// <summary>A host.</summary>
    public LibvirtHost(RemoteHost host, string uri, IRemoteRunner runner)
    {
        Name = host.Name;
        Virsh = new VirshClient(host, uri, runner);
        Images = new QemuImgClient(host, runner);
        Files = new HostFiles(host, runner);
        _pools = new StoragePools(Virsh);
    }

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>Its libvirt.</summary>
    public VirshClient Virsh { get; }

    /// <summary>Its qemu-img.</summary>
    public QemuImgClient Images { get; }

    /// <summary>Its files.</summary>
    public HostFiles Files { get; }

    /// <summary>Reads domains by id, live or as defined. Domains that disappear meanwhile are left out.</summary>
    public async Task<IReadOnlyList<Domain>> DomainsAsync(IReadOnlyList<string> uuids, bool inactive, CancellationToken cancellation) =>
        uuids.Count == 0
            ? []
            : await _pools.ResolveAsync(DomainXml.Read(await Virsh.DumpAsync(uuids, inactive, cancellation), Name), cancellation);

    /// <summary>Reads a domain as it runs and as it is defined; null: this host does not have it.</summary>
    public async Task<VirshClient.DomainState?> ReadDomainAsync(string uuid, CancellationToken cancellation)
    {
        IReadOnlyList<Domain> found = DomainXml.Read(await Virsh.DumpLiveAndDefinedAsync(uuid, cancellation), Name);
        found = await _pools.ResolveAsync(found, cancellation);
        return found.Count == 2 ? new VirshClient.DomainState(found[0], found[1]) : null;
    }

    /// <summary>Fills in the paths of images that are given as volumes of storage pools.</summary>
    public Task<IReadOnlyList<Domain>> ResolveAsync(IReadOnlyList<Domain> domains, CancellationToken cancellation) =>
        _pools.ResolveAsync(domains, cancellation);
}
