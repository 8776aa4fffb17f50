using GlusterDr.Durable;
using GlusterDr.Errors;
using GlusterDr.Sessions.Control;
using GlusterDr.Sessions.SetUp;
using GlusterDr.Sites;

namespace GlusterDr.Activities.Sessions.SetUp;

/// <summary>Lets the unprivileged user mount the secondary volume, node after node: where glusterd restarts, the others serve.</summary>
public sealed class EnableMountbroker(SessionAgent agent, SetUpLease lease) : Activity<EnableMountbroker.Input, bool>
{
    /// <summary>A step about what an unprivileged user may mount.</summary>
    /// <param name="SetUp">The set-up.</param>
    /// <param name="Before">How each secondary node was before, by its name.</param>
    public sealed record Input(SetUpStep SetUp, IReadOnlyDictionary<string, NodeFacts.MountbrokerFacts> Before);

    /// <inheritdoc/>
    /// <exception cref="DrException">A node failed; those after it were not touched.</exception>
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
