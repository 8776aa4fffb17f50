using GlusterDr.Activities.Sessions.SetUp;
using GlusterDr.Activities.Sessions.SetUp.Checks;
using GlusterDr.Durable;
using GlusterDr.Errors;
using GlusterDr.Operations;
using GlusterDr.Orchestrations.Common;
using GlusterDr.Sessions.SetUp;

namespace GlusterDr.Orchestrations.Sessions.SetUp;

/// <summary>Creates a geo-replication session between two volumes: keys, permissions, session, options, start.</summary>
/// <remarks>
/// The control plane reaches both sites, so it copies the keys itself. Gluster's own command needs a root login of a primary node at
/// the secondary, and continues in the background after it has returned. If a step fails, all steps are rolled back; if the session
/// itself cannot be removed, what it needs is kept.
/// </remarks>
public sealed class SetUpSession : Orchestrator<SetUpRequest, OperationResult>
{
    private const string NoneMade = "No session was created";
    private const string Wait = "wait for Active workers";
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(2);

    /// <inheritdoc/>
    public override async Task<OperationResult> RunAsync(IOrchestrationContext context, SetUpRequest input)
    {
        using OperationScope scope = new(context);
        try
        {
            // Not rolled back with the other steps: an operation that did not get the lease must not release that of another.
            await scope.StepAsync<string>("lock the secondary pool", nameof(ClaimPool), new ClaimPool.Input(context.InstanceId, input));
        }
        catch (Exception e) when (e is TaskFailedException or OperationCanceledException)
        {
            return Failed(e, [], NoneMade);
        }

        OperationResult result = await MakeOrUndoAsync(scope, input);
        await context.StepAsync<bool>(nameof(ReleasePool), context.InstanceId);
        return result;
    }

    private static async Task<OperationResult> MakeOrUndoAsync(OperationScope scope, SetUpRequest request)
    {
        SetUpFitness? fitness = null;
        bool started = false;
        try
        {
            fitness = await scope.StepAsync<SetUpFitness>("check both sides", nameof(CheckSetUp), request);
            if (fitness.Errors.Count > 0 || fitness.Plan is null)
            {
                return new(OperationState.Failed, Unfit(fitness), fitness.Errors.Count > 0 ? fitness.Errors[0] : null) { Findings = fitness.Findings };
            }

            SetUpStep step = new(request, fitness.Plan);
            await LetInAsync(scope, step, fitness);
            await MakeAsync(scope, step);
            if (!request.Start)
            {
                return new(OperationState.Succeeded, $"Session {request.Session} was created and not started.") { Findings = fitness.Findings };
            }

            scope.Cancelled.ThrowIfCancellationRequested();
            started = true;
            await scope.StepAsync<bool>("start the session", nameof(StartNewSession), step);
            string summary = await scope.ShowAsync(Wait, () => WaitAsync(scope, step));
            NewSessionFeed feed = new(scope, step);
            string arrival = await scope.ShowAsync(NewSessionFeed.Name, feed.VerifyAsync);
            return new(OperationState.Succeeded, $"Session {request.Session} was created and started: {summary}; {arrival}.")
            {
                Findings = fitness.Findings,
                Warnings = feed.Dead is { } dead ? [dead] : [],
            };
        }
        catch (Exception e) when (e is TaskFailedException or DrException or OperationCanceledException)
        {
            OperationScope.UndoOutcome undone = await scope.UndoAsync();
            List<Error> left = [.. undone.Left];
            if (started)
            {
                left.Add(Copied(request, undone.Standing is not null));
            }

            return Failed(e, left, Remains(undone.Standing)) with { Findings = fitness?.Findings ?? [] };
        }
    }

    /// <summary>Installs keys and permissions at the secondary, and verifies them by a login.</summary>
    private static async Task LetInAsync(OperationScope scope, SetUpStep step, SetUpFitness fitness)
    {
        IReadOnlyList<GatherKeys.NodeKeys> keys = await scope.StepAsync<IReadOnlyList<GatherKeys.NodeKeys>>("collect the primary's keys", nameof(GatherKeys), step);
        if (step.Request.IsUnprivileged)
        {
            await scope.DoAsync(
                $"permit {step.Request.User} to mount", nameof(EnableMountbroker), nameof(RevertMountbroker),
                new EnableMountbroker.Input(step, fitness.Mountbroker), SetUpAdvice.Clean(step.Request));
        }

        await scope.DoAsync("copy the keys", nameof(AuthorizeKeys), nameof(RevokeKeys), new AuthorizeKeys.Input(step, keys), SetUpAdvice.Clean(step.Request));
        await scope.StepAsync<bool>("test the login with them", nameof(VerifyLogin), step);
    }

    private static async Task MakeAsync(OperationScope scope, SetUpStep step)
    {
        await scope.DoAsync("make the secondary read-only", nameof(GuardSecondary), nameof(UnguardSecondary), step, SetUpAdvice.Writable(step));

        // A session that exists can run: what it needs is kept, and its secondary stays read-only.
        await scope.DoAsync(
            "create the session", nameof(CreateSession), nameof(RemoveCreatedSession), step, SetUpAdvice.Remove(step), needsEarlier: true);
        await scope.StepAsync<bool>("configure it", nameof(ConfigureSession), step);
    }

    private static async Task<string> WaitAsync(OperationScope scope, SetUpStep step)
    {
        DateTime deadline = scope.Context.CurrentUtcDateTime + step.Request.ActiveTimeout;
        while (true)
        {
            ReadNewSession.Result status = await scope.Context.StepAsync<ReadNewSession.Result>(nameof(ReadNewSession), new ReadNewSession.Input(step));
            scope.Note(Wait, status.Summary);
            if (status.IsActive)
            {
                return status.Summary;
            }

            if (scope.Context.CurrentUtcDateTime >= deadline)
            {
                throw new DrException(await ExplainAsync(scope, step, status));
            }

            await scope.Context.CreateTimer(s_pause, scope.Cancelled);
        }
    }

    private const string LogAdvice =
        "See gsyncd.log on each primary node, in /var/log/glusterfs/geo-replication. Check the session's ssh keys, the secondary volume and the network between the sites. Then create the session again.";

    private static async Task<Error> ExplainAsync(OperationScope scope, SetUpStep step, ReadNewSession.Result status)
    {
        Error error = new(
            ErrorCodes.SessionNotActive,
            ErrorClass.NeedsPerson,
            $"The session was not Active within {step.Request.ActiveTimeout}: {status.Summary}.",
            step.Request.Session.SecondaryUrl,
            Advice: LogAdvice);
        try
        {
            return await scope.Context.StepAsync<Error?>(nameof(ExplainNewSession), step) is { } cause
                ? cause with { Message = $"{error.Message} {cause.Message}", Advice = cause.Advice ?? LogAdvice }
                : error;
        }
        catch (TaskFailedException)
        {
            // The logs cannot be read: the error is returned without them.
            return error;
        }
    }

    private static string Remains(OperationStep? standing) => standing switch
    {
        null => NoneMade,
        { State: OperationStepState.Done } => "The session still exists: it could not be removed",
        _ => "The session may exist: its creation could not be verified",
    };

    private static OperationResult Failed(Exception exception, IReadOnlyList<Error> left, string remains)
    {
        bool cancelled = exception is OperationCanceledException;
        Error error = cancelled
            ? new(ErrorCodes.OperationCancelled, ErrorClass.Permanent, "The operation was cancelled.")
            : ErrorProperties.Read(exception);
        string undone = left.Count == 0 ? "the changes were rolled back" : "some changes were not rolled back";
        return new(cancelled ? OperationState.Cancelled : OperationState.Failed, $"{error.Message} {remains}; {undone}.", error) { Left = left };
    }

    private static string Unfit(SetUpFitness fitness) =>
        $"No changes were made: {fitness.Errors.Count} check(s) failed.";

    private static Error Copied(SetUpRequest request, bool isThere) => new(
        ErrorCodes.OperationNotUndone,
        ErrorClass.NeedsPerson,
        $"What the session had copied by then stays on volume {request.Session.SecondaryVolume}{(isThere ? ", and while it runs it copies more" : "")}.",
        request.Session.SecondaryHost,
        Advice: $"{(isThere ? "Remove the session first. " : "")}Check the volume; delete the files there, or create the session again with force.");
}
