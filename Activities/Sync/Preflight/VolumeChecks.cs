using GlusterDr.Errors;
using GlusterDr.Gluster.Cli;
using GlusterDr.Gluster.Volumes;
using GlusterDr.Policies;

namespace GlusterDr.Activities.Sync.Preflight;

/// <summary>Checks a primary volume: its bricks and its changelog. Changes nothing.</summary>
public sealed class VolumeChecks(GlusterClient gluster, BrickChecks bricks)
{
    private const string RolloverOption = "changelog.rollover-time";
    private const double LeastFreeShare = 0.02;
    private const double LowFreeShare = 0.10;

    /// <summary>Runs all checks in parallel. What fails is in the findings.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="name">The volume.</param>
    /// <param name="silent">Nodes that are not queried, because no command reaches them.</param>
    /// <param name="findings">Gets the errors.</param>
    /// <param name="cancellation">Cancels.</param>
    public async Task<CheckSource.VolumeFacts> CheckAsync(
        Policy policy, string name, IReadOnlySet<string> silent, Findings findings, CancellationToken cancellation)
    {
        GlusterPool pool = new(policy.Site.GlusterNodes());
        Task<GlusterVolume?> volumeTask = findings.TryAsync($"volume {name}", () => gluster.GetVolumeAsync(pool, name, cancellation));
        Task<IReadOnlyList<BrickStatus>?> statusTask =
            findings.TryAsync($"bricks of {name}", () => gluster.GetBrickStatusAsync(pool, name, cancellation), needed: false);
        if (await volumeTask is not { } volume)
        {
            await statusTask;
            return CheckSource.VolumeFacts.Unknown;
        }

        CheckVolume(policy, volume, findings);
        Task<IReadOnlyList<string>> suspicionTask = bricks.FindSuspicionsAsync(policy, volume, silent, findings, cancellation);
        CheckBricks(volume, await statusTask, findings);
        int rollover = volume.RolloverSeconds;
        int? wanted = policy.Changelog.RolloverTime;
        return new(TimeSpan.FromSeconds(wanted ?? rollover), wanted is { } w && w != rollover, await suspicionTask);
    }

    private static void CheckVolume(Policy policy, GlusterVolume volume, Findings findings)
    {
        string subject = $"volume {volume.Name}";
        if (!volume.IsStarted)
        {
            findings.Fail(subject, ErrorCodes.VolumeNotStarted, $"it is {volume.Status}", $"Start it: gluster volume start {volume.Name}");
            return;
        }

        findings.Ok(subject, $"{volume.Type}, {volume.Bricks.Count} bricks in {volume.Subvolumes.Count} subvolume(s), started");
        int rollover = policy.Changelog.RolloverTime ?? volume.RolloverSeconds;
        if (rollover < ChangelogSettings.LeastRolloverTime)
        {
            findings.Fail(
                subject,
                ErrorCodes.SettingUnsafe,
                $"{RolloverOption} is {rollover}: below {ChangelogSettings.LeastRolloverTime} s rollovers overwrite each other, and data is lost silently",
                $"gluster volume set {volume.Name} {RolloverOption} {ChangelogSettings.LeastRolloverTime}, or more");
        }
        else
        {
            findings.Ok(subject, $"{RolloverOption} is {rollover} s");
        }
    }

    private static void CheckBricks(GlusterVolume volume, IReadOnlyList<BrickStatus>? status, Findings findings)
    {
        if (status is null)
        {
            return;
        }

        HashSet<string> online = [.. status.Where(b => b.Online).Select(b => $"{b.Host}:{b.Path}")];
        foreach (IReadOnlyList<GlusterVolume.Brick> subvolume in volume.Subvolumes)
        {
            string[] down = [.. subvolume.Select(b => $"{b.Host}:{b.Path}").Where(b => !online.Contains(b))];
            if (down.Length == 0)
            {
                continue;
            }

            string fact = $"{down.Length} of {subvolume.Count} bricks of a subvolume of '{volume.Name}' are offline: {string.Join(", ", down)}";
            string advice = $"Check: gluster volume status {volume.Name}; then gluster volume start {volume.Name} force";
            if (subvolume.Count - down.Length < volume.LeastBricksOnline)
            {
                findings.Fail(
                    $"brick {down[0]}",
                    ErrorCodes.VolumeUnavailable,
                    $"{fact}; {volume.LeastBricksOnline} must be online for it to be read and written",
                    advice,
                    ErrorClass.Transient);
            }
            else
            {
                findings.Warn($"brick {down[0]}", ErrorCodes.VolumeUnavailable, fact, advice, ErrorClass.Transient);
            }
        }

        CheckSpace(volume, status, findings);
    }

    private static void CheckSpace(GlusterVolume volume, IReadOnlyList<BrickStatus> status, Findings findings)
    {
        if (status.Where(b => b.TotalBytes > 0).MinBy(b => (double)(b.FreeBytes ?? 0) / b.TotalBytes!.Value) is not { } tightest)
        {
            return;
        }

        double share = (double)(tightest.FreeBytes ?? 0) / tightest.TotalBytes!.Value;
        string subject = $"brick {tightest.Host}:{tightest.Path}";
        string fact = $"{share:P0} free ({(tightest.FreeBytes ?? 0) >> 20} MiB)";
        const string Advice = "Overlays grow with the guests' writes during a run: free space first.";
        if (share < LeastFreeShare)
        {
            findings.Fail(subject, ErrorCodes.NoSpaceForOverlays, $"{fact}: no space for overlays on '{volume.Name}'", Advice);
        }
        else if (share < LowFreeShare)
        {
            findings.Warn(subject, ErrorCodes.NoSpaceForOverlays, fact, Advice);
        }
        else
        {
            findings.Ok(subject, fact);
        }
    }
}
