using System.Globalization;
using GlusterDr.Errors;
using GlusterDr.Gluster;
using GlusterDr.Policies;

namespace GlusterDr.Activities.Preflight;

/// <summary>Looks at the protected site: volume, bricks, nodes, clocks, changelog. Changes nothing.</summary>
public sealed class SourceChecks(GlusterClient gluster, BrickChecks bricks, ClockChecks clocks)
{
    private const string RolloverOption = "changelog.rollover-time";
    private const int DefaultRollover = 15;
    private const double LeastFreeShare = 0.02;
    private const double LowFreeShare = 0.10;
    private static readonly Version StopStartFixed = new(9, 4);

    /// <summary>Looks, everything in parallel; what fails is in the findings.</summary>
    public async Task<SourceFacts> LookAsync(Policy policy, Findings findings, CancellationToken cancellation)
    {
        GlusterPool pool = new(policy.Site.GlusterNodes());
        string subject = $"volume {policy.Volume}";
        Task<GlusterVolume?> volumeTask = findings.LookAsync(subject, () => gluster.GetVolumeAsync(pool, policy.Volume, cancellation));
        Task<IReadOnlyList<BrickStatus>?> statusTask =
            findings.LookAsync($"bricks of {policy.Volume}", () => gluster.GetBrickStatusAsync(pool, policy.Volume, cancellation), needed: false);
        Task versionTask = CheckVersionAsync(policy, pool, findings, cancellation);
        Task clockTask = clocks.CheckPrimaryAsync(policy, findings, cancellation);

        if (await volumeTask is not { } volume)
        {
            await Task.WhenAll(statusTask, versionTask, clockTask);
            return new(null, null, TimeSpan.FromSeconds(DefaultRollover), false, []);
        }

        CheckVolume(policy, volume, findings);
        Task<IReadOnlyList<string>> suspicionTask = bricks.FindSuspicionsAsync(policy, volume, findings, cancellation);
        long? used = CheckBricks(volume, await statusTask, findings);
        await Task.WhenAll(versionTask, clockTask);
        int rollover = Rollover(volume);
        int? wanted = policy.Changelog.RolloverTime;
        return new(volume, used, TimeSpan.FromSeconds(wanted ?? rollover), wanted is { } w && w != rollover, await suspicionTask);
    }

    private static int Rollover(GlusterVolume volume) =>
        volume.Options.TryGetValue(RolloverOption, out string? text)
            && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int seconds)
            ? seconds
            : DefaultRollover;

    private static void CheckVolume(Policy policy, GlusterVolume volume, Findings findings)
    {
        string subject = $"volume {volume.Name}";
        if (!volume.IsStarted)
        {
            findings.Fail(subject, ErrorCodes.VolumeNotStarted, $"it is {volume.Status}", $"Start it: gluster volume start {volume.Name}");
            return;
        }

        findings.Ok(subject, $"{volume.Type}, {volume.Bricks.Count} bricks in {volume.Subvolumes.Count} subvolume(s), started");
        int rollover = policy.Changelog.RolloverTime ?? Rollover(volume);
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

    private static long? CheckBricks(GlusterVolume volume, IReadOnlyList<BrickStatus>? status, Findings findings)
    {
        if (status is null)
        {
            return null;
        }

        HashSet<string> online = [.. status.Where(b => b.Online).Select(b => $"{b.Host}:{b.Path}")];
        foreach (IReadOnlyList<GlusterBrick> subvolume in volume.Subvolumes)
        {
            string[] down = [.. subvolume.Select(b => $"{b.Host}:{b.Path}").Where(b => !online.Contains(b))];
            if (down.Length > 0)
            {
                findings.Warn(
                    $"brick {down[0]}",
                    ErrorCodes.VolumeUnavailable,
                    $"{down.Length} of {subvolume.Count} bricks of a subvolume of '{volume.Name}' are offline: {string.Join(", ", down)}",
                    $"Look at: gluster volume status {volume.Name}; then gluster volume start {volume.Name} force",
                    ErrorClass.Transient);
            }
        }

        CheckSpace(volume, status, findings);
        return status.Where(b => b is { TotalBytes: not null, FreeBytes: not null })
            .GroupBy(b => b.Host)
            .Select(g => g.Sum(b => b.TotalBytes - b.FreeBytes))
            .Max();
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
        const string Advice = "Overlays grow with what the guests write during a run: make room first.";
        if (share < LeastFreeShare)
        {
            findings.Fail(subject, ErrorCodes.NoSpaceForOverlays, $"{fact}: no room for overlays on '{volume.Name}'", Advice);
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

    private async Task CheckVersionAsync(Policy policy, GlusterPool pool, Findings findings, CancellationToken cancellation)
    {
        if (await findings.LookAsync($"pool {pool}", () => gluster.GetVersionAsync(pool, cancellation), needed: false) is not { } version)
        {
            return;
        }

        if (version < StopStartFixed && policy.Destinations.Any(d => d.BetweenRuns == BetweenRuns.Stopped))
        {
            findings.Warn(
                $"pool {pool}",
                ErrorCodes.GlusterVersionRisky,
                $"GlusterFS {version}: before {StopStartFixed} a session that is stopped and started may stay Faulty (gluster issue 2133)",
                "Set between-runs: paused, or upgrade Gluster.");
        }
        else
        {
            findings.Ok($"pool {pool}", $"GlusterFS {version}");
        }
    }
}
