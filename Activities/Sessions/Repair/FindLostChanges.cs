using GlusterDr.Durable;
using GlusterDr.Errors;
using GlusterDr.Gluster.Agent;
using GlusterDr.Gluster.Cli;
using GlusterDr.Gluster.Volumes;

namespace GlusterDr.Activities.Sessions.Repair;

/// <summary>Finds files that changed according to changelogs of the primary's bricks that no crawl reads.</summary>
public sealed class FindLostChanges(SessionAccess access, GlusterClient gluster, VolumeAgent agent) : Activity<FindLostChanges.Input, IReadOnlyList<LostChanges>>
{
    /// <summary>The input.</summary>
    /// <param name="Step">The session.</param>
    /// <param name="Since">Older changes are verified by a recovery point.</param>
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
