using GlusterDr.Activities.Sessions.SetUp.Checks;
using GlusterDr.Durable;
using GlusterDr.Sessions.Control;

namespace GlusterDr.Activities.Sessions.SetUp;

/// <summary>Adds the keys of the primary nodes at each secondary node. They permit only gsyncd.</summary>
public sealed class AuthorizeKeys(SessionAgent agent, SetUpLease lease) : Activity<AuthorizeKeys.Input, bool>
{
    /// <summary>The input.</summary>
    /// <param name="SetUp">The set-up.</param>
    /// <param name="Nodes">The keys that each secondary node needs.</param>
    public sealed record Input(SetUpStep SetUp, IReadOnlyList<GatherKeys.NodeKeys> Nodes);

    /// <inheritdoc/>
    public override async Task<bool> RunAsync(ActivityContext context, Input input)
    {
        await lease.RequireAsync(input.SetUp, context);
        await EachNode.RunAsync(input.SetUp.Plan.SecondaryNodes, node => agent.AuthorizeAsync(
            node, input.SetUp.Request.User, input.Nodes.Single(n => n.Node == node.Name).Lines, context.CancellationToken));
        return true;
    }
}
