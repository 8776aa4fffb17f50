using GlusterDr.Errors;
using Microsoft.Extensions.Logging;

namespace GlusterDr.Hypervisors.Libvirt;

/// <summary>Removes overlay files: by exact path, and never one that a VM has open.</summary>
public sealed class OverlayFiles(LibvirtSite site, ILogger logger)
{
    /// <summary>Removes overlays that no running VM of the host uses, at any depth of a chain.</summary>
    /// <exception cref="DrException"><see cref="ErrorCodes.ChainUnexpected"/>: a VM uses one.</exception>
    public async Task RemoveAsync(LibvirtHost host, IReadOnlyCollection<string> paths, CancellationToken cancellation)
    {
        if (paths.Count == 0)
        {
            return;
        }

        RefuseUsed(host, await host.Virsh.UsesAsync(cancellation), paths);
        await host.Files.RemoveAsync(paths, cancellation);
        LibvirtLog.OverlaysRemoved(logger, host.Name, paths.Count);
    }

    /// <summary>The same, after asking every host of the site.</summary>
    public async Task RemoveUnusedAsync(StorageDomain domain, LibvirtHost host, IReadOnlyCollection<string> paths, CancellationToken cancellation)
    {
        VolumeMounts here = await site.Mounts.ReadAsync(host, domain, cancellation);
        string[] relative = [.. paths.Select(here.Relative).OfType<string>()];
        await site.OnAllAsync(domain, async (other, stop) =>
        {
            VolumeMounts mounts = await site.Mounts.ReadAsync(other, domain, stop);
            RefuseUsed(other, await other.Virsh.UsesAsync(stop), [.. relative.Select(mounts.OnHost).OfType<string>()]);
            return true;
        }, cancellation);
        await host.Files.RemoveAsync(paths, cancellation);
        LibvirtLog.OverlaysRemoved(logger, host.Name, paths.Count);
    }

    private static void RefuseUsed(LibvirtHost host, IReadOnlyList<DomainUse> uses, IReadOnlyCollection<string> paths)
    {
        foreach (DomainUse use in uses)
        {
            if (paths.FirstOrDefault(use.Images.ContainsKey) is { } used)
            {
                throw new DrException(new Error(
                    ErrorCodes.ChainUnexpected,
                    ErrorClass.NeedsPerson,
                    $"VM {use.Name} uses {used}, which was to be removed.",
                    host.Name,
                    Advice: $"Look at `virsh domblklist` and `qemu-img info --backing-chain -U` of that VM; the file is kept."));
            }
        }
    }
}
