using GlusterDr.Errors;
using GlusterDr.Gluster.Cli;
using GlusterDr.Gluster.Content;
using GlusterDr.Policies;
using GlusterDr.Runs;
using GlusterDr.Sites;
using GlusterDr.Vms;

namespace GlusterDr.Activities.Sync.Verify;

/// <summary>
/// Finds base images that were written to between the snapshot of a VM and the first reading of them: no digest was made before, but their
/// shards have later times than the snapshot.
/// </summary>
/// <remarks>
/// The times are set by the clock of the host that writes (<c>features.ctime</c>, the default since GlusterFS 5) or of the bricks. A write
/// counts as later only if it is later by every clock that could have set its time.
/// </remarks>
public sealed class EarlyWrites(GlusterClient gluster)
{
    // Without a flush by the guest's cache mode, the Gluster client still writes what it holds within milliseconds.
    private static readonly TimeSpan s_margin = TimeSpan.FromSeconds(1);

    // Clocks are only read where a guest wrote shortly before its snapshot, or somebody after it.
    private static readonly TimeSpan s_near = TimeSpan.FromMinutes(1);

    /// <summary>Images that were written to after the snapshot, by the id of the VM, with when by our clock.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="volume">The primary volume.</param>
    /// <param name="vms">The VMs of the run.</param>
    /// <param name="facts">What was read of their images.</param>
    /// <param name="cancellation">Cancels.</param>
    /// <returns>None where the clocks are not known: under oVirt, or when a host does not answer.</returns>
    public async Task<IReadOnlyDictionary<string, (string Image, DateTimeOffset At)>> FindAsync(
        Policy policy, string volume, IReadOnlyList<RunVm> vms, IReadOnlyList<FileFacts> facts, CancellationToken cancellation)
    {
        Dictionary<string, DateTimeOffset> written = facts
            .Where(f => f.Written is > 0)
            .ToDictionary(f => f.Path, f => DateTimeOffset.FromUnixTimeMilliseconds(f.Written!.Value), StringComparer.Ordinal);
        (string VmId, string Image, DateTimeOffset At, DateTimeOffset Snapshot)[] near =
        [
            .. from vm in vms
               where vm is { State: VmState.Snapshotted, Snapshot.Kind: SnapshotKind.External }
               let last = ProtectedFiles.DisksOf(policy, volume, vm).Where(written.ContainsKey).MaxBy(path => written[path])
               where last is not null && written[last] > vm.Snapshot!.KnownAt - s_near
               select (vm.Vm.Id, last, written[last], vm.Snapshot!.KnownAt),
        ];
        if (near.Length == 0 || await FindMostAheadAsync(policy.Site, cancellation) is not { } ahead)
        {
            return new Dictionary<string, (string, DateTimeOffset)>();
        }

        return near
            .Where(n => n.At - ahead - s_margin > n.Snapshot)
            .ToDictionary(n => n.VmId, n => (n.Image, n.At - ahead), StringComparer.Ordinal);
    }

    /// <summary>How far the clock of any host that writes to the volume is ahead of ours, at most; null: not known of all.</summary>
    private async Task<TimeSpan?> FindMostAheadAsync(Site site, CancellationToken cancellation)
    {
        if (site.Hypervisor is not { Kind: HypervisorKind.Libvirt } libvirt)
        {
            return null;
        }

        string[] hosts = [.. libvirt.Hosts.Concat(site.GlusterHosts).Distinct(StringComparer.OrdinalIgnoreCase)];
        try
        {
            ClockOffset[] offsets = await Task.WhenAll(hosts.Select(h => gluster.GetClockAsync(site.Host(h), cancellation)));
            return offsets.Max(o => o.Offset + o.Uncertainty);
        }
        catch (DrException)
        {
            return null;
        }
    }
}
