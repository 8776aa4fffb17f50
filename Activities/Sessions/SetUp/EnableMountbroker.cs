using GlusterDr.Durable;
using GlusterDr.Errors;
using GlusterDr.Sessions.Control;
using GlusterDr.Sessions.SetUp;
using GlusterDr.Sites;

namespace GlusterDr.Activities.Sessions.SetUp;

/// <summary>Permits the unprivileged user to mount the secondary volume, one node after another: while glusterd restarts on one, the others answer.</summary>
public sealed class EnableMountbroker(SessionAgent agent, SetUpLease lease) : Activity<EnableMountbroker.Input, bool>
{
    /// <summary>The input.</summary>
    /// <param name="SetUp">The set-up.</param>
    /// <param name="Before">The settings of each secondary node before, by its name.</param>
    public sealed record Input(SetUpStep SetUp, IReadOnlyDictionary<string, NodeFacts.MountbrokerFacts> Before);

    /// <inheritdoc/>
    /// <exception cref="DrException">A node failed; the nodes after it were not changed.</exception>
    public override async Task<bool> RunAsync(ActivityContext context, Input input)
    {
        await lease.RequireAsync(input.SetUp, context);
        SetUpRequest request = input.SetUp.Request;
        foreach (RemoteHost node in input.SetUp.Plan.SecondaryNodes)
        {
            await agent.EnableMountbrokerAsync(
                node, request.User, request.Session.SecondaryVolume, request.Mountbroker, context.CancellationToken);
        }

        return true;
    }
}
