using GlusterDr.Durable;
using GlusterDr.Sessions.Control;
using GlusterDr.Sessions.SetUp;
using GlusterDr.Sites;

namespace GlusterDr.Activities.Sessions.SetUp;

/// <summary>Removes the mount permission that the unprivileged user got.</summary>
public sealed class RevertMountbroker(SessionAgent agent, SetUpLease lease) : Activity<EnableMountbroker.Input, bool>
{
    /// <inheritdoc/>
    public override async Task<bool> RunAsync(ActivityContext context, EnableMountbroker.Input input)
    {
        await lease.RequireAsync(input.SetUp, context);
        SetUpRequest request = input.SetUp.Request;
        foreach (RemoteHost node in input.SetUp.Plan.SecondaryNodes)
        {
            await agent.RevertMountbrokerAsync(
                node, request.User, request.Session.SecondaryVolume, request.Mountbroker, input.Before[node.Name], context.CancellationToken);
        }

        return true;
    }
}
