using GlusterDr.Activities.Sessions.SetUp;
using GlusterDr.Errors;
using GlusterDr.Orchestrations.Common;

namespace GlusterDr.Orchestrations.Sessions.SetUp;

/// <summary>
/// Makes sure that a new session receives changes. About four in ten starts have a dead live feed: the status is Active, but no
/// change arrives. Such a session is restarted.
/// </summary>
internal sealed class NewSessionFeed(OperationScope scope, SetUpStep step)
{
    /// <summary>The name of the step.</summary>
    public const string Name = "verify that a change arrives";

    private const int MostRestarts = 3;
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(2);

    /// <summary>Why no change arrives; null: one did, or existing files are still being replicated.</summary>
    public Error? Dead { get; private set; }

    private DateTime Now => scope.Context.CurrentUtcDateTime;

    /// <summary>Verifies it, and returns the result in a few words.</summary>
    public async Task<string> VerifyAsync()
    {
        for (int restarts = 0; ; restarts++)
        {
            if (await WaitAsync() is { } result)
            {
                return restarts == 0 ? result : $"{result} (after {restarts} restart(s) for a dead feed)";
            }

            if (restarts >= MostRestarts)
            {
                // Seen on bricks with many registrations. The session can be used all the same: runs of a policy do not need the live feed.
                Dead = new Error(
                    ErrorCodes.SessionFeedDead,
                    ErrorClass.NeedsPerson,
                    $"The session is Active, but receives no changes after {restarts} restarts: changes arrive only when it is started again.",
                    step.Request.Session.SecondaryUrl,
                    Advice: "Restart the primary's bricks at a quiet moment, then the session. Runs of a policy with between-runs: stopped do not need the live feed.");
                return "but IT RECEIVES NO CHANGES";
            }

            scope.Note(Name, $"no change arrived within {step.Plan.FeedBound.TotalSeconds:0} s: its feed is dead, restarting it ({restarts + 1})");
            await scope.Context.StepAsync<bool>(nameof(RestartNewSession), step);
        }
    }

    /// <summary>Null: no change arrived, although the workers were Active for long enough.</summary>
    /// <remarks>
    /// The change is made when the workers are Active, and again after each restart: an earlier one would arrive by the history crawl,
    /// which proves nothing about the live feed.
    /// </remarks>
    private async Task<string?> WaitAsync()
    {
        DateTime deadline = Now + step.Request.ActiveTimeout;
        DateTime? since = null;
        DateTimeOffset? marker = null;
        ReadNewSession.Result? status = null;
        while (Now < deadline && !(Now - since >= step.Plan.FeedBound))
        {
            status = await scope.Context.StepAsync<ReadNewSession.Result>(nameof(ReadNewSession), new ReadNewSession.Input(step, marker));
            if (status.HasArrived)
            {
                return "a change of the primary has arrived";
            }

            if (status.IsActive && marker is null && !status.IsCopying)
            {
                marker = await scope.Context.StepAsync<DateTimeOffset>(nameof(WriteFirstChange), step);
                since = null;
            }

            since = status.IsActive ? since ?? Now : null;
            await scope.Context.CreateTimer(s_pause, scope.Cancelled);
        }

        return status switch
        {
            { IsActive: true, IsCopying: true } => "it is replicating the existing files, which can take long",
            { IsActive: true } => null,
            _ => throw new DrException(new Error(
                ErrorCodes.SessionNotActive, ErrorClass.Transient, $"The session did not stay Active: {status?.Summary}.", step.Request.Session.SecondaryUrl,
                Advice: "Find the cause with a diagnosis of the session.")
            {
                Actions = [AdvisedAction.OnSession(AdviceCodes.DiagnoseSession, step.Request.Subject)],
            }),
        };
    }
}
