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

/// <summary>Waits until a checkpoint is reached, on an event or a poll, whichever comes first. An event only means: look now.</summary>
internal sealed class CheckpointWait(
    RunScope scope, Destination destination, CheckpointWait.Target target, TimeSpan feedBound)
{
    /// <summary>What a session must reach.</summary>
    /// <param name="Checkpoint">The checkpoint, as Gluster understood it.</param>
    /// <param name="Marker">The second of the marker, by the clock of a primary node: later than the checkpoint.</param>
    internal sealed record Target(DateTimeOffset Checkpoint, DateTimeOffset Marker);

    private const int MostRestarts = 5;
    private const double Growth = 1.25;
    private static readonly TimeSpan s_second = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(10);

    private readonly DateTime _deadline = scope.Context.CurrentUtcDateTime + scope.Policy.Limits.Replication;
    private Task<string>? _nudge;
    private DateTime? _troubleSince;
    private DateTime? _stillSince;
    private VerifyCheckpoint.Result? _before;
    private int _restarts;
    private bool _markedAgain;

    private DateTime Now => scope.Context.CurrentUtcDateTime;

    public async Task RunAsync()
    {
        string detectedBy = "poll";
        TimeSpan pause = FirstPause;
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
            pause = await RestartIfFeedDeadAsync(status) ? FirstPause : pause;
            _before = status;
            detectedBy = await PauseAsync(pause) ? "event" : "poll";
            pause = pause * Growth < LongestPause ? pause * Growth : LongestPause;
        }
    }

    private void WarnOfOddities(VerifyCheckpoint.Result status)
    {
        if (status.Oddities.Count > 0)
        {
            scope.Warnings.Add(new Error(
                ErrorCodes.SessionIncomplete,
                ErrorClass.NeedsPerson,
                $"The checkpoint was reached, but {string.Join("; ", status.Oddities)}.",
                $"{destination.SessionHost}::{destination.Volume}",
                Advice: "Bring the node or its glusterd back. A session that was stopped without a node starts there alone: stop it once more."));
        }
    }

    /// <summary>Faulty is transient, and so is a subvolume without an Active worker: both get a bounded grace.</summary>
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
            throw new DrException(new Error(
                ErrorCodes.CheckpointTimeout,
                ErrorClass.Transient,
                $"The checkpoint of {target.Checkpoint:u} was not reached within {scope.Policy.Limits.Replication}: {status.Reason}",
                $"{destination.SessionHost}::{destination.Volume}",
                Advice: "If much has changed, raise limits.replication; the next run goes on from what has arrived."));
        }
    }

    /// <remarks>
    /// A changelog that closes in the marker's own second holds it, and counts as synced up to the second before. Where nobody writes,
    /// no later one comes by itself.
    /// </remarks>
    private async Task MarkAgainIfCutShortAsync(VerifyCheckpoint.Result status)
    {
        if (!_markedAgain && !status.MarkerPassed && status.LastSynced == target.Marker - s_second)
        {
            _markedAgain = true;
            await scope.StepAsync<DateTimeOffset>(nameof(WriteMarker), new DestinationStep(scope.RunId, destination.Name));
        }
    }

    /// <summary>Active is not alive: a session that stands still short of the marker is stopped and started. True: it was.</summary>
    private async Task<bool> RestartIfFeedDeadAsync(VerifyCheckpoint.Result status)
    {
        bool still = status is { Verdict: SessionVerdict.Waiting, MarkerPassed: false }
            && status.LastSynced == _before?.LastSynced
            && status.PendingOperations == _before?.PendingOperations;
        _stillSince = still ? _stillSince ?? Now : null;
        if (_stillSince is not { } since || Now - since < feedBound)
        {
            return false;
        }

        DestinationStep step = new(scope.RunId, destination.Name);
        if (await scope.StepAsync<Error?>(nameof(CheckSecondaryHealth), step) is { } fault)
        {
            throw new DrException(fault with { Message = $"The session stands still: {fault.Message}" });
        }

        _stillSince = null;
        // What has reached the worker is being carried: a long batch shows nothing before its end, and a restart would only begin it anew.
        if (status.PendingOperations > 0)
        {
            return false;
        }

        if (_restarts >= MostRestarts)
        {
            throw new DrException(new Error(
                ErrorCodes.SessionFeedDead,
                ErrorClass.Transient,
                $"The session is Active, but no change reaches it, after {_restarts} restarts: {status.Reason}",
                $"{destination.SessionHost}::{destination.Volume}",
                Advice: "Gluster's changelog registers clients in a race; see the troubleshooting page on a dead live feed."));
        }

        _restarts++;
        return await scope.StepAsync<bool>(nameof(RestartSession), step);
    }

    /// <summary>Waits for the nudge or for the time; true: it was the nudge.</summary>
    private async Task<bool> PauseAsync(TimeSpan pause)
    {
        // One waiter for all turns of the loop: a cancelled one might still eat the next event on some engines.
        _nudge ??= scope.Context.WaitForExternalEvent<string>(RunStarter.CheckNowEvent(destination.Name));
        using CancellationTokenSource lost = CancellationTokenSource.CreateLinkedTokenSource(scope.Cancelled);
        Task timer = scope.Context.CreateTimer(pause, lost.Token);
        Task first = await Task.WhenAny(_nudge, timer);
        scope.Cancelled.ThrowIfCancellationRequested();
        if (first != _nudge)
        {
            return false;
        }

        lost.CancelInPlace();
        _nudge = null;
        return true;
    }

    private static string CodeOf(SessionVerdict verdict) => verdict switch
    {
        SessionVerdict.Faulty => ErrorCodes.SessionFaulty,
        SessionVerdict.Failures => ErrorCodes.SessionFailures,
        _ => ErrorCodes.SessionNotActive,
    };
}
