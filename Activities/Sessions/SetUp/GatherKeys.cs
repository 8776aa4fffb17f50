using GlusterDr.Activities.Sessions.SetUp.Checks;
using GlusterDr.Durable;
using GlusterDr.Gluster.Cli;
using GlusterDr.Sessions.Control;
using GlusterDr.Sites;

namespace GlusterDr.Activities.Sessions.SetUp;

/// <summary>
/// Sees to it that the primary's nodes have keys, and finds which of them each secondary node does not know. The keys are the
/// nodes' own, made once for all sessions; they stay.
/// </summary>
public sealed class GatherKeys(GlusterClient gluster, SessionAgent agent) : Activity<SetUpStep, IReadOnlyList<GatherKeys.NodeKeys>>
{
    /// <summary>Lines for a secondary node's authorized keys.</summary>
    /// <param name="Node">The node.</param>
    /// <param name="Lines">All that the session needs there.</param>
    /// <param name="Missing">Those that were not there.</param>
    public sealed record NodeKeys(string Node, IReadOnlyList<string> Lines, IReadOnlyList<string> Missing);

    /// <inheritdoc/>
    public override async Task<IReadOnlyList<NodeKeys>> RunAsync(ActivityContext context, SetUpStep input)
    {
        CancellationToken cancellation = context.CancellationToken;
        await gluster.MakeSessionKeysAsync(input.Plan.PrimaryPool, cancellation);
        IReadOnlyList<string> keys = await EachNode.RunAsync(input.Plan.PrimaryNodes, node => agent.ReadPublicKeyAsync(node, cancellation));
        return await EachNode.RunAsync(input.Plan.SecondaryNodes, node => FindAsync(input, node, keys, cancellation));
    }

    private async Task<NodeKeys> FindAsync(SetUpStep input, RemoteHost node, IReadOnlyList<string> keys, CancellationToken cancellation)
    {
        string[] lines = [.. keys.Select(key => SessionKeys.Line(input.Plan.Gsyncd[node.Name], key))];
        SessionKeys.Change found = await agent.FindMissingKeysAsync(node, input.Request.User, lines, cancellation);
        return new(node.Name, lines, found.Missing);
    }
}
