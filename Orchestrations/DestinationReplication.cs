using GlusterDr.Activities;
using GlusterDr.Durable;
using GlusterDr.Errors;
using GlusterDr.Policies;
using GlusterDr.Runs;

namespace GlusterDr.Orchestrations;

/// <summary>One destination in a run: checkpoint, marker, start, wait, prove, hold.</summary>
/// <remarks>
/// The checkpoint and the marker come before the start, and what they speak of has rolled over by then: so the history
/// crawl carries it, and a dead live feed cannot hide it. Where the session is resumed instead, the live feed must carry
/// it, and <see cref="CheckpointWait"/> restarts the session when it does not.
/// </remarks>
internal sealed class DestinationReplication(
    RunScope scope, Destination destination, SourceFitness source, DestinationFitness fitness)
{
    /// <summary>Beyond the rollover time, for the rollover itself.</summary>
    private static readonly TimeSpan AfterRollover = TimeSpan.FromSeconds(1.5);

    private bool _touched;

    /// <summary>Why there is no recovery point; null: none known, or there is one.</summary>
    public Error? Error { get; private set; }

    /// <summary>Whether this run has carried anything there, and it stands still again: only then may anything be deleted there.</summary>
    public bool IsHeld { get; private set; }

    private DestinationStep Step => new(scope.RunId, destination.Name);

    private IOrchestrationContext Context => scope.Context;

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

    /// <summary>Replicates and proves; afterwards the secondary is held still, whatever happened.</summary>
    public async Task RunAsync()
    {
        if (Error is not null)
        {
            return;
        }

        try
        {
            await ReplicateAndProveAsync();
            await scope.StepAsync<string>(nameof(RecordRecoveryPoint), Step);
            scope.Board.Destination(destination.Name, DestinationState.Proven);
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
            await HoldAsync();
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

    private async Task ReplicateAndProveAsync()
    {
        bool resume = fitness.CanResume;
        if (fitness.Tuning.Count > 0)
        {
            await scope.StepAsync<bool>(nameof(TuneSession), new SessionTuning(scope.RunId, destination.Name, fitness.Tuning));
        }

        for (int cures = 0; ; cures++)
        {
            await CarryAsync(resume);
            scope.Board.Destination(destination.Name, DestinationState.Proving);
            ContentOutcome content = await scope.StepAsync<ContentOutcome>(nameof(CompareContent), Step);
            if (content.Differing == 0)
            {
                return;
            }

            if (!scope.Policy.Proof.Cure || cures >= scope.Policy.Proof.CureAttempts)
            {
                throw new DrException(ContentErrors.Differs(destination, content, cures));
            }

            scope.Warnings.Add(ContentErrors.Cured(destination, content));
            await scope.StepAsync<int>(nameof(CureContent), Step);
            resume = false;
            scope.Cancelled.ThrowIfCancellationRequested();
        }
    }

    private async Task CarryAsync(bool resume)
    {
        DateTimeOffset checkpoint = await scope.StepAsync<DateTimeOffset>(nameof(SetCheckpoint), Step);
        scope.Board.Destination(destination.Name, DestinationState.CheckpointSet);
        Task digest = scope.DigestAsync(source.Suspicions.Count > 0);
        DateTimeOffset marker = await scope.StepAsync<DateTimeOffset>(nameof(MarkVolume), Step);
        if (!resume)
        {
            await Context.CreateTimer(source.RolloverTime + AfterRollover, scope.Cancelled);
        }

        _touched = true;
        await scope.StepAsync<bool>(nameof(StartSession), Step);
        scope.Board.Destination(destination.Name, DestinationState.Replicating);
        TimeSpan feedBound = source.RolloverTime + fitness.ChangeInterval + TimeSpan.FromSeconds(3);
        await new CheckpointWait(scope, destination, checkpoint, marker, feedBound).RunAsync();
        await digest;
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

    private async Task HoldAsync()
    {
        if (!_touched)
        {
            return;
        }

        try
        {
            IsHeld = await scope.StepAsync<bool>(nameof(HoldSession), Step);
        }
        catch (TaskFailedException e) when (Error is null)
        {
            await FailAsync(NotHeld(ErrorProperties.Read(e)));
        }
        catch (TaskFailedException e)
        {
            scope.Warnings.Add(ErrorProperties.Read(e));
        }
    }

    /// <summary>The merges come next, and travel on a session that runs: what was proven will not be what stands there.</summary>
    private Error NotHeld(Error cause) => cause with
    {
        Message = $"The session {destination.Session(scope.Policy.Volume)} could not be held still, so its recovery point is withdrawn: {cause.Message}",
        Advice = $"Stop it before the next run: gluster volume geo-replication {scope.Policy.Volume} "
            + $"{destination.Session(scope.Policy.Volume).SecondaryUrl} stop force. {cause.Advice}".TrimEnd(),
    };

    private static Error CancelledError() =>
        new(ErrorCodes.RunCancelled, ErrorClass.Permanent, "The run was cancelled before this destination was proven.");
}
