using GlusterDr.Activities.Sync;
using GlusterDr.Activities.Sync.Merge;
using GlusterDr.Activities.Sync.Preflight;
using GlusterDr.Activities.Sync.Replicate;
using GlusterDr.Activities.Sync.Verify;
using GlusterDr.Durable;
using GlusterDr.Errors;
using GlusterDr.Ids;
using GlusterDr.Orchestrations.Common;
using GlusterDr.Orchestrations.Sync.Common;
using GlusterDr.Policies;
using GlusterDr.Runs;

namespace GlusterDr.Orchestrations.Sync.Replicate;

/// <summary>Carries out for one destination what <see cref="ReplicationPlan"/> decides.</summary>
/// <remarks>
/// The checkpoint and the marker are written before the session is started, and the changelogs that contain them have rolled over by
/// then: the history crawl replicates them, even if the live feed is dead. A resumed session replicates them by its live feed:
/// <see cref="CheckpointWait"/> restarts the session when that does not happen.
/// </remarks>
internal sealed class DestinationReplication(
    RunScope scope, Destination destination, CheckSource.VolumeFacts source, CheckDestination.Result preflight)
{
    private readonly Compensations _undo = new();
    private Compensation? _stop;
    private CompareContent.Result? _content;
    private DateTimeOffset? _checkpoint = preflight.Facts.Checkpoint;
    private ReplicationState _state = new()
    {
        IsPaused = preflight.Facts.IsPaused,
        CanResume = preflight.Facts.CanResume,
        NeedsTuning = preflight.Facts.Tuning.Count > 0,
        MostCorrections = scope.Policy.Verification.Cure ? scope.Policy.Verification.CureAttempts : 0,
    };

    /// <summary>The volume that is replicated to the destination.</summary>
    public string Primary { get; } = scope.Policy.PrimaryOf(destination);

    /// <summary>Whether this run does not touch the destination.</summary>
    public bool IsLeftOut => _state.IsLeftOut;

    /// <summary>Why there is no recovery point; null: none is known, or there is one.</summary>
    public Error? Error { get; private set; }

    /// <summary>Whether this run has started the session and stopped or paused it again: only then may it delete anything at the secondary.</summary>
    public bool IsStopped => _state.IsStopped;

    private DestinationStep Step => new(scope.RunId, destination.Name);

    /// <summary>Takes over what preflight found. The first error fails the destination.</summary>
    public async Task AdmitAsync()
    {
        scope.Warnings.AddRange(preflight.Warnings);
        if (preflight.Errors.Count > 0)
        {
            scope.Warnings.AddRange(preflight.Errors.Skip(1));
            await FailAsync(preflight.Errors[0]);
        }
    }

    /// <summary>Leaves the destination out of the run, with a warning.</summary>
    public async Task LeaveOutAsync()
    {
        Error error = scope.Errors.NoSnapshots(destination, Primary);
        _state = _state with { IsLeftOut = true };
        scope.Warnings.Add(error);
        scope.Board.Destination(destination.Name, DestinationState.LeftOut);
        await scope.StepAsync<bool>(nameof(LeaveOutDestination), new DestinationFailure(scope.RunId, destination.Name, error));
    }

    /// <summary>Replicates and compares. Afterwards the session is stopped or paused, whatever happened.</summary>
    public async Task RunAsync()
    {
        try
        {
            await DriveAsync(ReplicationStage.Replicate);
        }
        catch (OperationCanceledException)
        {
            await FailAsync(scope.Errors.DestinationCancelled());
        }
        catch (Exception e) when (e is TaskFailedException or DrException)
        {
            await ExplainAndFailAsync(ErrorProperties.Read(e));
        }
        finally
        {
            await _undo.RunAsync();
        }
    }

    /// <summary>Verifies that the session is stopped or paused, and stores the recovery point.</summary>
    public Task SettleAsync() => DriveAsync(ReplicationStage.Settle);

    /// <summary>Deletes the overlays of merged VMs at the secondary.</summary>
    public Task CleanAsync() => DriveAsync(ReplicationStage.Clean);

    private async Task DriveAsync(ReplicationStage stage)
    {
        _state = _state with { Stage = stage };
        while (ReplicationPlan.Next(_state) is not ReplicationAction.End and var action)
        {
            await DoAsync(action);
        }
    }

    private Task DoAsync(ReplicationAction action) => action switch
    {
        ReplicationAction.Tune => TuneAsync(),
        ReplicationAction.Start or ReplicationAction.StopAndStart or ReplicationAction.Resume => ReplicateAsync(action),
        ReplicationAction.Compare => CompareAsync(),
        ReplicationAction.Correct => CorrectAsync(),
        ReplicationAction.GiveUp => throw new DrException(scope.Errors.Differs(destination, _content!, _state.Corrections)),
        ReplicationAction.VerifyStopped => VerifyStoppedAsync(),
        ReplicationAction.Record => RecordAsync(),
        ReplicationAction.Clean => CleanSecondaryAsync(),
        _ => throw new InvalidOperationException($"{action} is no action."),
    };

    private async Task TuneAsync()
    {
        await scope.StepAsync<bool>(nameof(TuneSession), new TuneSession.Input(scope.RunId, destination.Name, preflight.Facts.Tuning));
        _state = _state with { IsTuned = true };
    }

    /// <remarks>
    /// A session that can be resumed is resumed at once: its live feed replicates the marker whenever that is written. One that is
    /// started needs changelogs that have rolled over before.
    /// </remarks>
    private async Task ReplicateAsync(ReplicationAction action)
    {
        bool resume = action == ReplicationAction.Resume;
        await scope.StepAsync<bool>(nameof(SetCheckpoint), Step);
        scope.Board.Destination(destination.Name, DestinationState.CheckpointSet);
        Task<DateTimeOffset> marker = scope.StepAsync<DateTimeOffset>(nameof(WriteMarker), Step);
        Task start = resume ? StartAsync(action) : Task.CompletedTask;
        await Task.WhenAll(marker, start);
        Task digest = scope.DigestAsync(Primary, source.Suspicions.Count > 0);
        _checkpoint = await scope.StepAsync<DateTimeOffset>(
            nameof(ReadCheckpoint), new ReadCheckpoint.Input(scope.RunId, destination.Name, _checkpoint));
        if (!resume)
        {
            await new RolloverWait(scope, destination, source.RolloverTime).RunAsync();
            await StartAsync(action);
        }

        TimeSpan feedBound = source.RolloverTime + preflight.Facts.ChangeInterval + TimeSpan.FromSeconds(3);
        await new CheckpointWait(scope, destination, new(_checkpoint.Value, await marker), feedBound).RunAsync();
        await digest;
        _state = _state with { IsReplicated = true };
    }

    private async Task StartAsync(ReplicationAction action)
    {
        _state = _state with { IsStopped = false };
        _stop ??= _undo.Register(new Compensation("start the session", StopAtEndAsync));
        StartSession.Input input = new(
            scope.RunId, destination.Name, action == ReplicationAction.Resume, action == ReplicationAction.StopAndStart);
        await scope.StepAsync<bool>(nameof(StartSession), input);
        scope.Board.Destination(destination.Name, DestinationState.Replicating);
    }

    /// <summary>Compares while the session is stopped or paused: what it still replicates does not belong to the base images.</summary>
    private async Task CompareAsync()
    {
        scope.Board.Destination(destination.Name, DestinationState.Verifying);
        Task<CompareContent.Result> compare = scope.StepAsync<CompareContent.Result>(nameof(CompareContent), Step);
        await Task.WhenAll(compare, StopOrPauseAsync());
        _content = await compare;
        _state = _state with { Differing = _content.Differing };
        if (_state.IsVerified)
        {
            scope.Warnings.AddNew(_content.Deleted.Select(scope.Errors.VmDeleted));
        }
    }

    private async Task CorrectAsync()
    {
        scope.Warnings.Add(scope.Errors.Corrected(destination, _content!));
        await scope.StepAsync<int>(nameof(ReplicateDifferences), Step);
        _state = _state with { IsReplicated = false, Differing = null, Corrections = _state.Corrections + 1 };
        scope.Cancelled.ThrowIfCancellationRequested();
    }

    private async Task ExplainAndFailAsync(Error error)
    {
        try
        {
            error = await scope.StepAsync<Error>(
                nameof(ExplainFailure), new DestinationFailure(scope.RunId, destination.Name, error));
        }
        catch (TaskFailedException)
        {
            // The logs cannot be read: the error stays as it is.
        }

        await FailAsync(error);
    }

    private async Task FailAsync(Error error)
    {
        Error = error;
        _state = _state with { HasFailed = true };
        scope.Board.Destination(destination.Name, DestinationState.Failed, note: error.Message);
        await scope.GuardAsync(() => scope.StepAsync<bool>(
            nameof(FailDestination), new DestinationFailure(scope.RunId, destination.Name, error)));
    }

    private async Task VerifyStoppedAsync()
    {
        try
        {
            await scope.StepAsync<bool>(nameof(VerifyStoppedOrPaused), Step);
            _state = _state with { IsStopVerified = true };
        }
        catch (TaskFailedException e)
        {
            _state = _state with { IsStopped = false };
            await ReportNotStoppedAsync(NotStopped(e));
        }
    }

    /// <summary>A verified copy is no recovery point then. A destination that has already failed keeps its first error.</summary>
    private async Task ReportNotStoppedAsync(Error error)
    {
        if (_state is { IsVerified: true, HasFailed: false })
        {
            await FailAsync(error);
        }
        else
        {
            scope.Warnings.Add(error);
        }
    }

    private async Task RecordAsync()
    {
        try
        {
            await scope.StepAsync<string>(nameof(RecordRecoveryPoint), Step);
            _state = _state with { IsRecorded = true };
            scope.Board.Destination(destination.Name, DestinationState.Verified);
        }
        catch (TaskFailedException e)
        {
            await FailAsync(ErrorProperties.Read(e));
        }
    }

    private async Task CleanSecondaryAsync()
    {
        _state = _state with { IsCleaned = true };
        await scope.GuardAsync(async () =>
        {
            await scope.StepAsync<int>(nameof(CleanSecondary), Step);
            if (Error is null)
            {
                scope.Board.Destination(destination.Name, DestinationState.Clean);
            }
        });
    }

    private async Task StopOrPauseAsync()
    {
        try
        {
            _state = _state with { IsStopped = await scope.StepAsync<bool>(nameof(StopOrPauseSession), Step) };
        }
        catch (TaskFailedException e)
        {
            throw new DrException(NotStopped(e));
        }

        if (_stop is { } stop)
        {
            _undo.Remove(stop);
            _stop = null;
        }
    }

    private async Task<bool> StopAtEndAsync()
    {
        try
        {
            await StopOrPauseAsync();
            return true;
        }
        catch (DrException e)
        {
            scope.Warnings.Add(e.Error);
            return false;
        }
    }

    private Error NotStopped(TaskFailedException cause) => scope.Errors.NotStopped(destination.Session(Primary), ErrorProperties.Read(cause));
}
