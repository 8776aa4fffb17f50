using GlusterDr.Durable;
using GlusterDr.Errors;
using GlusterDr.Gluster.Agent;
using GlusterDr.Gluster.Cli;
using GlusterDr.Gluster.Volumes;

namespace GlusterDr.Activities.Sessions.Repair;

/// <summary>Which files changed in changelogs of the primary's bricks that no crawl will ever read.</summary>
public sealed class FindLostChanges(SessionAccess access, GlusterClient gluster, VolumeAgent agent) : Activity<FindLostChanges.Input, IReadOnlyList<LostChanges>>
{
    /// <summary>From when on changelogs that no crawl reads are of interest.</summary>
    /// <param name="Step">The session.</param>
    /// <param name="Since">What was before is proven to have arrived.</param>
    public sealed record Input(RepairStep Step, DateTimeOffset Since);

    /// <inheritdoc/>
    public override async Task<IReadOnlyList<LostChanges>> RunAsync(ActivityContext context, Input input)
    {
        CancellationToken cancellation = context.CancellationToken;
        GlusterPool pool = await access.PrimaryAsync(input.Step, cancellation);
        GlusterVolume volume = await gluster.GetVolumeAsync(pool, input.Step.Address.Session.PrimaryVolume, cancellation);
        IReadOnlyList<LostChanges>[] hosts = await Task.WhenAll(volume.Nodes.Select(n => AskAsync(pool, input.Since, n, cancellation)));
        return [.. hosts.SelectMany(h => h)];
    }

    private async Task<IReadOnlyList<LostChanges>> AskAsync(
        GlusterPool pool, DateTimeOffset since, GlusterVolume.Node node, CancellationToken cancellation)
    {
        string[] paths = [.. node.Bricks.Select(b => b.Path)];
        try
        {
            return await agent.FindLostChangesAsync(pool.Host(node.Host), paths, since, cancellation);
        }
        catch (DrException e)
        {
            return [.. paths.Select(p => new LostChanges(p, 0, [], 0, false, Problem: e.Error.Message) { Host = node.Host })];
        }
    }
}
