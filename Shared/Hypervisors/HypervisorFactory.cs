using GlusterDr.Errors;
using GlusterDr.Hypervisors.Libvirt;
using GlusterDr.Hypervisors.Libvirt.Storage;
using GlusterDr.Hypervisors.Ovirt.Engine;
using GlusterDr.Remote;
using GlusterDr.Sites;
using Microsoft.Extensions.Logging;

namespace GlusterDr.Hypervisors;

/// <summary>Creates the hypervisor client for a site's settings.</summary>
public sealed class HypervisorFactory(IRemoteRunner runner, EngineConnections engines, TimeProvider time, ILoggerFactory loggers)
    : IHypervisorFactory
{
    private readonly MountReader _mounts = new(time);

    /// <inheritdoc/>
    public IHypervisor Create(HypervisorSettings settings) => settings.Kind switch
    {
        HypervisorKind.Libvirt => new LibvirtHypervisor(
            new LibvirtSite(settings, runner, _mounts), time, loggers.CreateLogger<LibvirtHypervisor>()),
        HypervisorKind.Ovirt when settings.Engine is { } engine => engines.Get(engine),
        _ => throw new DrException(new Error(
            ErrorCodes.PolicyInvalid, ErrorClass.Permanent, $"The hypervisor kind '{settings.Kind}' is not known.")),
    };
}
