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
        // A node that no command reaches is asked once; everything else is asked of the others.
        IReadOnlyList<NodeIdentity> nodes = await pools.ReadAsync(policy.Site, cancellation);
        if (SitePools.Serving(policy.Site, nodes) is not { } pool)
        {
            findings.Fail($"nodes of site {policy.Site.Name}", SitePools.Silent(nodes));
            return [.. policy.Volumes.Select(_ => CheckSource.VolumeFacts.Unknown)];
        }

        WarnOfSilent(nodes, findings);
        HashSet<string> silent = [.. nodes.Where(n => n.IsSilent).Select(n => n.Node)];
        Task poolTask = pools.JudgeAsync(policy.Site, nodes, [.. policy.Destinations.Select(d => d.Site).DistinctBy(s => s.Name)], findings, cancellation);
        Policy served = policy.Through(pool);
        Task<CheckSource.VolumeFacts[]> volumeTask = Task.WhenAll(policy.Volumes.Select(v => volumes.CheckAsync(served, v, silent, findings, cancellation)));
        Task versionTask = CheckVersionAsync(policy, pool, findings, cancellation);
        Task clockTask = clocks.CheckPrimaryAsync(served, findings, cancellation);
        await Task.WhenAll(volumeTask, versionTask, clockTask, poolTask);
        return await volumeTask;
    }

    /// <summary>Those that the pool does not list are named where the pools are judged.</summary>
    private static void WarnOfSilent(IReadOnlyList<NodeIdentity> nodes, Findings findings)
    {
        NodePool? known = nodes.FirstOrDefault(n => n.Pool is not null)?.Pool;
        foreach (NodeIdentity node in nodes.Where(n => n.IsSilent && known?.Lists(n.Node) == true))
        {
            findings.Warn($"node {node.Node}", node.Error!);
        }
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
