using GlusterDr.Errors;
using GlusterDr.Hypervisors.Libvirt.Domains;
using GlusterDr.Hypervisors.Libvirt.Storage;
using GlusterDr.Hypervisors.Libvirt.Virsh;
using Microsoft.Extensions.Logging;

namespace GlusterDr.Hypervisors.Libvirt.Snapshots;

/// <summary>Removes overlay files by exact path, and never a file that a VM uses at any depth of its chains.</summary>
public sealed class OverlayFiles(LibvirtSite site, ILogger logger)
{
    /// <summary>Removes overlays, and the commit records of offline merges next to them.</summary>
    /// <param name="domain">The storage domain.</param>
    /// <param name="host">The host that removes them.</param>
    /// <param name="paths">Their paths there.</param>
    /// <param name="everywhere">True: all hosts are checked for VMs that use the files. False: the VM runs on this host, and only this host is checked.</param>
    /// <param name="cancellation">Cancels the call.</param>
    /// <exception cref="DrException"><see cref="ErrorCodes.ChainUnexpected"/>: a VM uses one; none was removed.</exception>
    public async Task RemoveAsync(
        StorageDomain domain, LibvirtHost host, IReadOnlyCollection<string> paths, bool everywhere, CancellationToken cancellation)
    {
        if (paths.Count == 0)
        {
            return;
        }

        VolumeMounts here = await site.Mounts.ReadAsync(host, domain, cancellation);
        HashSet<string> files = [.. paths.Select(here.Relative).OfType<string>()];
        if (everywhere)
        {
            await site.OnAllAsync(domain, (other, stop) => RefuseUsedAsync(domain, other, files, stop), cancellation);
        }
        else
        {
            await RefuseUsedAsync(domain, host, files, cancellation);
        }

        await host.Files.RemoveAsync([.. paths, .. paths.Select(QemuImgClient.CommitRecordOf)], cancellation);
        LibvirtLog.OverlaysRemoved(logger, host.Name, paths.Count);
    }

    private async Task<bool> RefuseUsedAsync(StorageDomain domain, LibvirtHost host, HashSet<string> files, CancellationToken cancellation)
    {
        VolumeMounts mounts = await site.Mounts.ReadAsync(host, domain, cancellation);
        foreach (VirshClient.DomainUse use in await host.Virsh.ReadImagesInUseAsync(cancellation))
        {
            if (use.Images.Keys.FirstOrDefault(i => mounts.Relative(i) is { } path && files.Contains(path)) is { } used)
            {
                throw new DrException(new Error(
                    ErrorCodes.ChainUnexpected,
                    ErrorClass.NeedsPerson,
                    $"VM {use.Name} uses {used}, which was to be removed.",
                    host.Name,
                    Advice: "Check `virsh domblklist` and `qemu-img info --backing-chain -U` of that VM; the file is kept."));
            }
        }

        return true;
    }
}
