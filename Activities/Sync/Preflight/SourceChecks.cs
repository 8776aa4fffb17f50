using System.Globalization;
using GlusterDr.Errors;
using GlusterDr.Gluster.Cli;
using GlusterDr.Gluster.Volumes;
using GlusterDr.Policies;

namespace GlusterDr.Activities.Sync.Preflight;

/// <summary>Checks the primary site: its volumes, nodes and clocks. Changes nothing.</summary>
public sealed class SourceChecks(GlusterClient gluster, VolumeChecks volumes, ClockChecks clocks, SitePools pools)
{
    private static readonly Version StopStartFixed = new(9, 4);

    /// <summary>Runs all checks in parallel. What fails is in the findings. The facts are in the order of the policy's volumes.</summary>
    public async Task<IReadOnlyList<CheckSource.VolumeFacts>> CheckAsync(Policy policy, Findings findings, CancellationToken cancellation)
    {
        Task<CheckSource.VolumeFacts[]> volumeTask = Task.WhenAll(policy.Volumes.Select(v => volumes.CheckAsync(policy, v, findings, cancellation)));
        Task versionTask = CheckVersionAsync(policy, new GlusterPool(policy.Site.GlusterNodes()), findings, cancellation);
        Task clockTask = clocks.CheckPrimaryAsync(policy, findings, cancellation);
        Task poolTask = pools.CheckAsync(policy.Site, [.. policy.Destinations.Select(d => d.Site).DistinctBy(s => s.Name)], findings, cancellation);
        await Task.WhenAll(volumeTask, versionTask, clockTask, poolTask);
        return await volumeTask;
    }

    private async Task CheckVersionAsync(Policy policy, GlusterPool pool, Findings findings, CancellationToken cancellation)
    {
        if (await findings.TryAsync($"pool {pool}", () => gluster.GetVersionAsync(pool, cancellation), needed: false) is not { } version)
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
