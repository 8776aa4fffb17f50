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
using GlusterDr.Orchestrations.Sync.Verify;
using GlusterDr.Policies;
using GlusterDr.Runs;

namespace GlusterDr.Orchestrations.Sync.Replicate;

/// <summary>One destination in a run: checkpoint, marker, start, wait, prove, hold.</summary>
/// <remarks>
/// The checkpoint and the marker come before the start, and what they speak of has rolled over by then: so the history
/// crawl carries it, and a dead live feed cannot hide it. Where the session is resumed instead, the live feed must carry
/// it, and <see cref="CheckpointWait"/> restarts the session when it does not.
/// </remarks>
internal sealed class DestinationReplication(
    RunScope scope, Destination destination, CheckSource.VolumeFacts source, CheckDestination.Result fitness)
{
    private bool _runs;
    private bool _verified;
    private DateTimeOffset? _checkpoint = fitness.Facts.Checkpoint;

    /// <summary>The volume that is copied there.</summary>
    public string Primary { get; } = scope.Policy.PrimaryOf(destination);

    /// <summary>Whether this run does not touch it, because nothing was frozen that could be proven there.</summary>
    public bool IsLeftOut { get; private set; }

    /// <summary>Why there is no recovery point; null: none known, or there is one.</summary>
    public Error? Error { get; private set; }

    /// <summary>Whether this run has carried anything there, and it stands still again: only then may anything be deleted there.</summary>
    public bool IsStopped { get; private set; }

    private DestinationStep Step => new(scope.RunId, destination.Name);

    /// <summary>Takes note of what preflight found.</summary>
    public async Task AdmitAsync()
    {
        scope.Warnings.AddRange(fitness.Warnings);
        if (fitness.Errors.Count > 0)
        {
            scope.Warnings.AddRange(fitness.Errors.Skip(1));
            await FailAsync(fitness.Errors[0]);
        }
    }

    /// <summary>Leaves it as it is, and says so.</summary>
    public async Task LeaveOutAsync()
    {
        Error error = new(
            ErrorCodes.NothingToProtect,
            ErrorClass.Permanent,
            $"Destination '{destination.Name}' is left out: no VM was frozen on volume '{Primary}', so there is nothing to prove there. "
                + "It keeps what it held before.",
            Primary,
            Advice: "If VMs should have run there, see which were left out; otherwise take the destination out of the policy.");
        IsLeftOut = true;
        scope.Warnings.Add(error);
        scope.Board.Destination(destination.Name, DestinationState.LeftOut);
        await scope.StepAsync<bool>(nameof(LeaveOutDestination), new DestinationFailure(scope.RunId, destination.Name, error));
    }

    /// <summary>Replicates and proves; afterwards the secondary is held still, whatever happened.</summary>
    public async Task RunAsync()
    {
        if (Error is not null || IsLeftOut)
        {
            return;
        }

        try
        {
            await ReplicateAndVerifyAsync();
            _verified = true;
        }
        catch (OperationCanceledException)
        {
            await FailAsync(CancelledError());
        }
        catch (Exception e) when (e is TaskFailedException or DrException)
        {
            await ExplainAndFailAsync(ErrorProperties.Read(e));
        }
        finally
        {
            await EndAsync();
        }
    }

    /// <summary>
    /// Keeps the recovery point once the status shows that the session is held. Not before: the merges, which may be under way
    /// meanwhile, would travel on a session that runs.
    /// </summary>
    public async Task SettleAsync()
    {
        if (IsStopped && await VerifyStoppedAsync() && _verified)
        {
            await RecordAsync();
        }
    }

    /// <summary>Deletes there the overlays of VMs whose merge is proven.</summary>
    public Task CleanAsync() => scope.GuardAsync(async () =>
    {
        await scope.StepAsync<int>(nameof(CleanSecondary), Step);
        if (Error is null)
        {
            scope.Board.Destination(destination.Name, DestinationState.Clean);
        }
    });

    private async Task ReplicateAndVerifyAsync()
    {
        bool resume = fitness.Facts.CanResume;
        bool stopFirst = fitness.Facts.IsPaused && !resume;
        if (fitness.Facts.Tuning.Count > 0)
        {
            await scope.StepAsync<bool>(nameof(TuneSession), new TuneSession.Input(scope.RunId, destination.Name, fitness.Facts.Tuning));
            stopFirst = false;
        }

        for (int cures = 0; ; cures++)
        {
            await ReplicateOnceAsync(resume, stopFirst);
            CompareContent.Result content = await CompareAsync();
            if (content.Differing == 0)
            {
                scope.Warnings.AddNew(content.Deleted.Select(ContentErrors.Deleted));
                return;
            }

            if (!scope.Policy.Verification.Cure || cures >= scope.Policy.Verification.CureAttempts)
            {
                throw new DrException(ContentErrors.Differs(destination, content, cures));
            }

            scope.Warnings.Add(ContentErrors.Cured(destination, content));
            await scope.StepAsync<int>(nameof(ReplicateDifferences), Step);
            resume = stopFirst = false;
            scope.Cancelled.ThrowIfCancellationRequested();
        }
    }

    /// <remarks>
    /// Where the session is resumed, it is at once: its live feed brings the marker whenever that is written. Where it is started,
    /// all must have rolled over before.
    /// </remarks>
    private async Task ReplicateOnceAsync(bool resume, bool stopFirst)
    {
        await scope.StepAsync<bool>(nameof(SetCheckpoint), Step);
        scope.Board.Destination(destination.Name, DestinationState.CheckpointSet);
        Task<DateTimeOffset> marker = scope.StepAsync<DateTimeOffset>(nameof(WriteMarker), Step);
        Task start = resume ? StartAsync(resume, stopFirst) : Task.CompletedTask;
        await Task.WhenAll(marker, start);
        Task digest = scope.DigestAsync(Primary, source.Suspicions.Count > 0);
        _checkpoint = await scope.StepAsync<DateTimeOffset>(
            nameof(ReadCheckpoint), new ReadCheckpoint.Input(scope.RunId, destination.Name, _checkpoint));
        if (!resume)
        {
            await new RolloverWait(scope, destination, source.RolloverTime).RunAsync();
            await StartAsync(resume, stopFirst);
        }

        TimeSpan feedBound = source.RolloverTime + fitness.Facts.ChangeInterval + TimeSpan.FromSeconds(3);
        await new CheckpointWait(scope, destination, new(_checkpoint.Value, await marker), feedBound).RunAsync();
        await digest;
    }

    private async Task StartAsync(bool resume, bool stopFirst)
    {
        (_runs, IsStopped) = (true, false);
        await scope.StepAsync<bool>(nameof(StartSession), new StartSession.Input(scope.RunId, destination.Name, resume, stopFirst));
        scope.Board.Destination(destination.Name, DestinationState.Replicating);
    }

    /// <summary>Compares while the session is brought to rest: nothing that it still carries belongs to the frozen images.</summary>
    private async Task<CompareContent.Result> CompareAsync()
    {
        scope.Board.Destination(destination.Name, DestinationState.Verifying);
        Task<CompareContent.Result> compare = scope.StepAsync<CompareContent.Result>(nameof(CompareContent), Step);
        Task hold = StopOrPauseAsync();
        await Task.WhenAll(compare, hold);
        return await compare;
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
            // The logs cannot be had: the error stands as it is.
        }

        await FailAsync(error);
    }

    private async Task FailAsync(Error error)
    {
        Error = error;
        scope.Board.Destination(destination.Name, DestinationState.Failed, note: error.Message);
        await scope.GuardAsync(() => scope.StepAsync<bool>(
            nameof(FailDestination), new DestinationFailure(scope.RunId, destination.Name, error)));
    }

    /// <summary>False: it is not held, and nothing may be deleted there.</summary>
    private async Task<bool> VerifyStoppedAsync()
    {
        try
        {
            return await scope.StepAsync<bool>(nameof(VerifyStoppedOrPaused), Step);
        }
        catch (TaskFailedException e)
        {
            IsStopped = false;
            await ReportNotStoppedAsync(NotStopped(ErrorProperties.Read(e)));
            return false;
        }
    }

    /// <summary>What is proven is none any more; who has failed already keeps his own error.</summary>
    private async Task ReportNotStoppedAsync(Error error)
    {
        if (_verified)
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
            scope.Board.Destination(destination.Name, DestinationState.Verified);
        }
        catch (TaskFailedException e)
        {
            await FailAsync(ErrorProperties.Read(e));
        }
    }

    private async Task StopOrPauseAsync()
    {
        try
        {
            IsStopped = await scope.StepAsync<bool>(nameof(StopOrPauseSession), Step);
            _runs = false;
        }
        catch (TaskFailedException e)
        {
            throw new DrException(NotStopped(ErrorProperties.Read(e)));
        }
    }

    /// <summary>Whatever happened, nothing that this run started runs on.</summary>
    private async Task EndAsync()
    {
        try
        {
            if (_runs)
            {
                await StopOrPauseAsync();
            }
        }
        catch (DrException e)
        {
            scope.Warnings.Add(e.Error);
        }
    }

    /// <summary>The merges come next, and travel on a session that runs: what was proven will not be what stands there.</summary>
    private Error NotStopped(Error cause) => cause with
    {
        Message = $"The session {destination.Session(Primary)} could not be held still, so what was carried is no recovery point. {cause.Message}",
        Advice = $"Stop it before the next run: gluster volume geo-replication {Primary} "
            + $"{destination.Session(Primary).SecondaryUrl} stop force. {cause.Advice}".TrimEnd(),
    };

    private static Error CancelledError() =>
        new(ErrorCodes.RunCancelled, ErrorClass.Permanent, "The run was cancelled before this destination was proven.");
}
