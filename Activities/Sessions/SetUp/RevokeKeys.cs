using GlusterDr.Activities.Sessions.SetUp.Checks;
using GlusterDr.Durable;
using GlusterDr.Sessions.Control;

namespace GlusterDr.Activities.Sessions.SetUp;

/// <summary>Removes from each secondary node the keys that did not exist before.</summary>
public sealed class RevokeKeys(SessionAgent agent, SetUpLease lease) : Activity<AuthorizeKeys.Input, bool>
{
    /// <inheritdoc/>
    public override async Task<bool> RunAsync(ActivityContext context, AuthorizeKeys.Input input)
    {
        await lease.RequireAsync(input.SetUp, context);
        await EachNode.RunAsync(input.SetUp.Plan.SecondaryNodes, node => agent.RevokeAsync(
            node, input.SetUp.Request.User, input.Nodes.Single(n => n.Node == node.Name).Missing, context.CancellationToken));
        return true;
    }
}
