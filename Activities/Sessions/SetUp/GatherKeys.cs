using GlusterDr.Activities.Sessions.SetUp.Checks;
using GlusterDr.Durable;
using GlusterDr.Gluster.Cli;
using GlusterDr.Sessions.Control;
using GlusterDr.Sites;

namespace GlusterDr.Activities.Sessions.SetUp;

/// <summary>
/// Makes sure that the primary nodes have keys, and finds those that each secondary node lacks. The keys belong to the nodes and are
/// the same for all sessions; they are never deleted.
/// </summary>
public sealed class GatherKeys(GlusterClient gluster, SessionAgent agent) : Activity<SetUpStep, IReadOnlyList<GatherKeys.NodeKeys>>
{
    /// <summary>Lines for the authorized keys of a secondary node.</summary>
    /// <param name="Node">The node.</param>
    /// <param name="Lines">All lines that the session needs there.</param>
    /// <param name="Missing">The lines that did not exist.</param>
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
