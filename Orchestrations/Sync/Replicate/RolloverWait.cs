using GlusterDr.Activities.Sync.Replicate;
using GlusterDr.Durable;
using GlusterDr.Orchestrations.Common;
using GlusterDr.Orchestrations.Sync.Common;
using GlusterDr.Policies;

namespace GlusterDr.Orchestrations.Sync.Replicate;

/// <summary>Waits until the changelogs of the primary have rolled over: until this is seen, or until the rollover time is over.</summary>
internal sealed class RolloverWait(RunScope scope, Destination destination, TimeSpan rolloverTime)
{
    /// <summary>Added to the rollover time: bricks roll over within about a second of it.</summary>
    private static readonly TimeSpan Slack = TimeSpan.FromSeconds(1.5);

    public async Task RunAsync()
    {
        TimeSpan bound = rolloverTime + Slack;
        using CancellationTokenSource lost = CancellationTokenSource.CreateLinkedTokenSource(scope.Cancelled);
        Task timer = scope.Context.CreateTimer(bound, lost.Token);
        Task<bool> seen = scope.StepAsync<bool>(nameof(AwaitRollover), new AwaitRollover.Input(scope.RunId, destination.Name, bound));
        await Task.WhenAny(seen, timer);
        if (seen.IsCompletedSuccessfully && await seen)
        {
            lost.CancelInPlace();
            return;
        }

        await timer;
    }
}
