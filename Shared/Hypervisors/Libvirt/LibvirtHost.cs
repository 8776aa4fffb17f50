using GlusterDr.Remote;

namespace GlusterDr.Hypervisors.Libvirt;

/// <summary>One KVM host, and all that is asked of it.</summary>
public sealed class LibvirtHost(RemoteHost host, string uri, IRemoteRunner runner)
{
    /// <summary>Its name.</summary>
    public string Name => host.Name;

    /// <summary>Its libvirt.</summary>
    public VirshClient Virsh { get; } = new(host, uri, runner);

    /// <summary>Its qemu-img.</summary>
    public QemuImgClient Images { get; } = new(host, runner);

    /// <summary>Its files.</summary>
    public HostFiles Files { get; } = new(host, runner);
}
