using GlusterDr.Activities.Sync;
using GlusterDr.Activities.Sync.Replicate;
using GlusterDr.Durable;
using GlusterDr.Errors;
using GlusterDr.Ids;
using GlusterDr.Orchestrations.Common;
using GlusterDr.Orchestrations.Sync.Common;
using GlusterDr.Policies;
using GlusterDr.Runs;

namespace GlusterDr.Orchestrations.Sync.Replicate;

/// <summary>Waits until a checkpoint is complete. It reads the status at intervals, and at once after an event of Gluster.</summary>
internal sealed class CheckpointWait(
    RunScope scope, Destination destination, CheckpointWait.Target target, TimeSpan feedBound)
{
    /// <summary>What a session must reach.</summary>
    /// <param name="Checkpoint">The checkpoint, as Gluster reports it.</param>
    /// <param name="Marker">The second of the marker, by the clock of a primary node: later than the checkpoint.</param>
    internal sealed record Target(DateTimeOffset Checkpoint, DateTimeOffset Marker);

    private const int MostRestarts = 5;
    private static readonly TimeSpan s_second = TimeSpan.FromSeconds(1);
    private static readonly Backoff s_backoff = new(TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(10), Factor: 1.25);

    private readonly DateTime _deadline = scope.Context.CurrentUtcDateTime + scope.Policy.Limits.Replication;
    private Task<string>? _event;
    private DateTime? _troubleSince;
    private DateTime? _noProgressSince;
    private VerifyCheckpoint.Result? _before;
    private int _restarts;
    private bool _markedAgain;

    private DateTime Now => scope.Context.CurrentUtcDateTime;

    private DestinationStep Step => new(scope.RunId, destination.Name);

    public async Task RunAsync()
    {
        string detectedBy = "poll";
        Backoff backoff = s_backoff;
        while (true)
        {
            VerifyCheckpoint.Input request = new(scope.RunId, destination.Name, target.Checkpoint, target.Marker, detectedBy);
            VerifyCheckpoint.Result status = await scope.StepAsync<VerifyCheckpoint.Result>(nameof(VerifyCheckpoint), request);
            scope.Board.Destination(destination.Name, DestinationState.Replicating, status.PendingOperations, status.Reason);
            if (status.Verdict == SessionVerdict.Complete)
            {
                WarnOfOddities(status);
                return;
            }

            ThrowIfTroubleLasts(status);
            await MarkAgainIfCutShortAsync(status);
            backoff = await RestartIfFeedDeadAsync(status) ? s_backoff : backoff;
            _before = status;
            detectedBy = await PauseAsync(backoff.Pause) ? "event" : "poll";
            backoff = backoff.Next;
        }
    }

    private void WarnOfOddities(VerifyCheckpoint.Result status)
    {
        if (status.Oddities.Count > 0)
        {
            scope.Warnings.Add(scope.Errors.CheckpointWithOddities(destination, status.Oddities));
        }
    }

    /// <summary>A worker that is Faulty and a subvolume without an Active worker often recover: both are permitted for a limited time.</summary>
    private void ThrowIfTroubleLasts(VerifyCheckpoint.Result status)
    {
        _troubleSince = status.Verdict == SessionVerdict.Waiting ? null : _troubleSince ?? Now;
        if (_troubleSince is { } since && Now - since >= scope.Policy.Limits.FaultyGrace)
        {
            throw new DrException(new Error(
                CodeOf(status.Verdict),
                ErrorClass.Transient,
                $"Session {destination.Session(scope.Policy.PrimaryOf(destination))}: {status.Reason} (for {(Now - since).TotalSeconds:0} s)",
                $"{destination.SessionHost}::{destination.Volume}"));
        }

        if (Now >= _deadline)
        {
            throw new DrException(scope.Errors.CheckpointTimeout(
                destination, target.Checkpoint, scope.Policy.Limits.Replication, status.Reason));
        }
    }

    /// <remarks>
    /// A changelog that closes in the second of the marker contains it, but counts as synced up to the second before. If nothing else is
    /// written, no later changelog follows: a second marker creates one.
    /// </remarks>
    private async Task MarkAgainIfCutShortAsync(VerifyCheckpoint.Result status)
    {
        if (!_markedAgain && !status.MarkerPassed && status.LastSynced == target.Marker - s_second)
        {
            _markedAgain = true;
            await scope.StepAsync<DateTimeOffset>(nameof(WriteMarker), Step);
        }
    }

    /// <summary>
    /// Active does not mean that changes arrive: a session that makes no progress before the marker is stopped and started. Returns
    /// whether it was.
    /// </summary>
    private async Task<bool> RestartIfFeedDeadAsync(VerifyCheckpoint.Result status)
    {
        bool isIdle = status is { Verdict: SessionVerdict.Waiting, MarkerPassed: false }
            && status.LastSynced == _before?.LastSynced
            && status.PendingOperations == _before?.PendingOperations;
        _noProgressSince = isIdle ? _noProgressSince ?? Now : null;
        if (_noProgressSince is not { } since || Now - since < feedBound)
        {
            return false;
        }

        if (await scope.StepAsync<Error?>(nameof(CheckSecondaryHealth), Step) is { } fault)
        {
            throw new DrException(scope.Errors.SecondaryUnfit(fault));
        }

        _noProgressSince = null;
        // Pending operations have reached the worker: a long batch shows no progress before its end, and a restart would only repeat it.
        if (status.PendingOperations > 0)
        {
            return false;
        }

        if (_restarts >= MostRestarts)
        {
            throw new DrException(scope.Errors.FeedDead(destination, _restarts, status.Reason));
        }

        _restarts++;
        return await scope.StepAsync<bool>(nameof(RestartSession), Step);
    }

    /// <summary>Waits for an event or for the time to pass. Returns whether it was an event.</summary>
    private async Task<bool> PauseAsync(TimeSpan pause)
    {
        // One wait for all turns of the loop: on some workflow engines a cancelled wait still takes the next event.
        _event ??= scope.Context.WaitForExternalEvent<string>(RunStarter.CheckNowEvent(destination.Name));
        using CancellationTokenSource lost = CancellationTokenSource.CreateLinkedTokenSource(scope.Cancelled);
        Task timer = scope.Context.CreateTimer(pause, lost.Token);
        Task first = await Task.WhenAny(_event, timer);
        scope.Cancelled.ThrowIfCancellationRequested();
        if (first != _event)
        {
            return false;
        }

        lost.CancelInPlace();
        _event = null;
        return true;
    }

    private static string CodeOf(SessionVerdict verdict) => verdict switch
    {
        SessionVerdict.Faulty => ErrorCodes.SessionFaulty,
        SessionVerdict.Failures => ErrorCodes.SessionFailures,
        _ => ErrorCodes.SessionNotActive,
    };
}
