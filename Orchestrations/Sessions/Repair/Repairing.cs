using GlusterDr.Activities.Sessions.Repair;
using GlusterDr.Durable;
using GlusterDr.Errors;
using GlusterDr.Operations;
using GlusterDr.Orchestrations.Common;
using GlusterDr.Policies;
using GlusterDr.Sessions.Diagnosis;
using GlusterDr.Sessions.Diagnosis.Causes;
using GlusterDr.Sessions.Repair;

namespace GlusterDr.Orchestrations.Sessions.Repair;

/// <summary>The steps of a repair: diagnosis, plan, fixes, verification.</summary>
internal sealed class Repairing(OperationScope scope, RepairStep step, RepairRequest request)
{
    private const string Again = " again";
    private const int MostRounds = 3;

    /// <summary>Options, as Gluster lists them, that a session does not have again by itself when it is re-created.</summary>
    private static readonly string[] s_worthTelling =
        ["rsync_options", "rsync_opt_ignore_missing_args", "sync_jobs", "sync_method", "use_meta_volume", "secondary_access_mount", "ssh_port", "secondary_timeout", "change_interval", "sync_xattrs", "sync_acls"];

    private readonly Diagnosing _diagnosing = new(scope, step);
    private readonly List<string> _done = [];
    private SessionDiagnosis? _before;
    private IReadOnlyDictionary<string, string> _config = new Dictionary<string, string>();
    private bool _touched;
    private bool _forgotten;
    private bool _runsAfter;
    private IReadOnlyList<string> _untriggered = [];

    /// <summary>The result of a repair that was cancelled or failed.</summary>
    public static OperationResult Ended(Exception exception, string what)
    {
        bool cancelled = exception is OperationCanceledException;
        Error error = cancelled ? new(ErrorCodes.OperationCancelled, ErrorClass.Permanent, "The repair was cancelled.") : ErrorProperties.Read(exception);
        return new(cancelled ? OperationState.Cancelled : OperationState.Failed, $"{error.Message} {what}", error);
    }

    public async Task<OperationResult> RunAsync()
    {
        OperationResult result;
        try
        {
            result = await RepairAsync();
        }
        catch (Exception e) when (e is TaskFailedException or DrException or OperationCanceledException)
        {
            result = Ended(e, What());
        }

        return (await RestoreAsync(result)).WithDiagnosis(_before);
    }

    private async Task<OperationResult> RepairAsync()
    {
        _before = await _diagnosing.RunAsync(request.Content);
        RepairPlan plan = RepairPlan.Of(_before, request.Recreate);
        if (plan.Blocked.Count > 0)
        {
            Error first = plan.Blocked[0].ToError();
            return new(OperationState.Failed, $"No changes were made. Manual action is required first: {first.Message}", first) { Left = Errors([.. plan.Blocked.Skip(1), .. plan.Others]) };
        }

        if (plan.IsEmpty)
        {
            CheckFinding[] unseen = plan.RunsAfter && _before.Feed is not { Passed: true } ? [Warning("it was not verified that changes arrive", "Diagnose again in a minute.")] : [];
            return new(OperationState.Succeeded, $"There is nothing to repair: {_before.Summary}.") { Findings = [.. unseen, .. Unverified(_before)], Left = Errors(plan.Others) };
        }

        if (!plan.RunsAfter && !request.Force && _before.View.Policies.Count > 0)
        {
            return HoldsPoint(_before);
        }

        _runsAfter = plan.RunsAfter;
        DateTimeOffset begun = new(scope.Context.CurrentUtcDateTime, TimeSpan.Zero);
        await ApplyAsync(plan);
        if (!_runsAfter)
        {
            await DoAsync("stopped it, as it was before", "stop the session as it was", nameof(StopForRepair), step);
        }

        SessionDiagnosis after = await _diagnosing.RunAsync(Scope(plan), begun, Again);
        return Judge(after, plan);
    }

    /// <remarks>A repair starts the session without taking snapshots first. A run does all that a repair does, with snapshots.</remarks>
    private OperationResult HoldsPoint(SessionDiagnosis diagnosis)
    {
        string policies = string.Join(", ", diagnosis.View.Policies.Select(p => $"'{p}'"));
        Error error = new(
            ErrorCodes.SessionUnsafe,
            ErrorClass.NeedsPerson,
            $"The session belongs to policy {policies} and is stopped or paused: its secondary contains the recovery point, which a repair would overwrite. {diagnosis.Summary}.",
            step.Address.ToString(),
            Advice: "Start a run: it compares what it replicates, replicates differing files again, and makes a new recovery point. To repair anyway, repeat the request with force.")
        {
            Actions = [AdvisedAction.StartRun(diagnosis.View.Policies[0])],
        };
        return new(OperationState.Failed, $"No changes were made. {error.Message}", error);
    }

    private async Task ApplyAsync(RepairPlan plan)
    {
        _touched = true;
        if (plan.Keys)
        {
            await DoAsync("installed its keys at the secondary", "install the session's keys", nameof(RenewKeys), step);
        }

        await DoAsync("stopped it", "stop the session", nameof(StopForRepair), step);
        if (plan.AccessMount || plan.RolloverSeconds is not null)
        {
            string what = string.Join(" and ", new[] { plan.AccessMount ? "secondary-access-mount" : null, plan.RolloverSeconds is null ? null : $"changelog.rollover-time {plan.RolloverSeconds}" }.OfType<string>());
            await DoAsync($"set {what}", $"set {what}", nameof(SetSafeOptions), new SetSafeOptions.Input(step, plan.AccessMount, plan.RolloverSeconds));
        }

        if (plan.Recreate)
        {
            await RecreateAsync(plan);
        }

        SessionReplication replication = new(scope, step, request.CarryTimeout);
        await ReplicateAsync(plan.Files, replication);
        if (_runsAfter && await replication.EnsureLiveFeedAsync(_diagnosing, "") is { } restarts and > 0)
        {
            _done.Add($"started it {restarts} more time(s), because its live feed was dead");
        }
    }

    private async Task RecreateAsync(RepairPlan plan)
    {
        SessionFacts facts = await scope.StepAsync<SessionFacts>("note its settings", nameof(ReadSession), new ReadSession.Input(step, null));
        _config = facts.Config;
        if (_config.Count == 0)
        {
            throw new DrException(new Error(
                ErrorCodes.SessionNotRepaired, ErrorClass.NeedsPerson, "The session's settings cannot be read, so it cannot be created again as it was.", step.Address.Host,
                Advice: "Remove the session with its sync time, and create it again.")
            {
                Actions = [AdvisedAction.OnSession(AdviceCodes.RemoveSession, step.Address, "resetSyncTime"), Create(force: false)],
            });
        }

        _forgotten = true;
        await scope.StepAsync<bool>("delete the session", nameof(DeleteSession), step);
        await DoAsync("created it again, without its sync time", "create it again", nameof(RecreateSession), new RecreateSession.Input(step, _config));
        _forgotten = false;
    }

    /// <summary>
    /// Replicates the differing files until none differs. Files that are triggered before the start arrive by the history crawl, which a
    /// dead live feed does not affect. Files that still differ are triggered again after the live feed was verified.
    /// </summary>
    private async Task ReplicateAsync(IReadOnlyList<string> files, SessionReplication replication)
    {
        for (int round = 1; ; round++)
        {
            string pass = round == 1 ? "" : $", round {round}";
            if (files.Count > 0)
            {
                _untriggered = await scope.StepAsync<IReadOnlyList<string>>($"replicate {files.Count} file(s) again{pass}", nameof(ReplicateAgain), new ReplicateAgain.Input(step, files));
                _done.Add($"replicated {files.Count} file(s) again");
            }

            DateTimeOffset marker = round == 1 ? await replication.StartAsync(pass) : await replication.WriteTestChangeAsync(pass);
            if (round == 1)
            {
                _done.Add("started it");
            }

            await replication.ArriveAsync(marker, pass);
            if (files.Count == 0)
            {
                return;
            }

            ContentReport report = await _diagnosing.CompareAsync(null, files, marker, $" of what was replicated{pass}");
            if (report.Differing == 0 || round == MostRounds)
            {
                return;
            }

            files = [.. report.Differences.Select(d => d.Path)];
            await replication.EnsureLiveFeedAsync(_diagnosing, pass);
        }
    }

    private ContentScope Scope(RepairPlan plan) => request.Content.Paths is null
        ? request.Content
        : request.Content with { Paths = [.. request.Content.Paths.Concat(plan.Files).Distinct(StringComparer.Ordinal)] };

    private OperationResult Judge(SessionDiagnosis after, RepairPlan plan)
    {
        Trouble[] live = [.. after.Troubles.Where(t => !t.IsOver && t.Cure != Cure.None)];
        Trouble? failed = live.FirstOrDefault(t => t.Blocks || (t.Certainty == Certainty.Certain && t.Cure != Cure.Person));
        Error[] left = [.. Errors(plan.Others), .. Errors(live.Where(t => t != failed && t.Cure == Cure.Person && plan.Others.All(o => o.Kind != t.Kind)))];
        bool unseen = _runsAfter && after.Feed is not { Passed: true };
        if (failed is not null || unseen)
        {
            string why = failed?.Summary ?? $"it was not verified that changes arrive ({after.Summary})";
            Error cause = new(ErrorCodes.SessionNotRepaired, ErrorClass.NeedsPerson, $"The session is still not healthy after the repair: {why}.", step.Address.ToString());
            Error error = (cause with { Advice = failed?.ToError().Advice, Actions = failed?.ToError().Actions }).Advise(
                request.Recreate || failed?.Cure == Cure.Person
                    ? null
                    : new("As a last resort, repair the session by creating it again.", AdvisedAction.OnSession(AdviceCodes.RepairSession, step.Address, "recreate")));
            return new OperationResult(OperationState.Failed, $"{error.Message} {What()}", error) { Findings = Unverified(after), Left = left }.WithDiagnosisAfter(after);
        }

        return new OperationResult(OperationState.Succeeded, $"Repaired: {Sentence()}. Verified: {after.Summary}.")
        {
            Findings = Unverified(after),
            Left = left,
        }.WithDiagnosisAfter(after);
    }

    /// <summary>Restores the state before the repair: running or stopped. A session that was deleted is created again.</summary>
    private async Task<OperationResult> RestoreAsync(OperationResult result)
    {
        if (!_touched || result.State == OperationState.Succeeded)
        {
            return result;
        }

        try
        {
            if (_forgotten)
            {
                await scope.RestoreAsync(nameof(RecreateSession), new RecreateSession.Input(step, _config));
                _forgotten = false;
            }

            await scope.RestoreAsync(_runsAfter ? nameof(StartAfterRepair) : nameof(StopForRepair), step);
            return result;
        }
        catch (TaskFailedException e)
        {
            return result with { Left = [.. result.Left, NotRestored(ErrorProperties.Read(e))] };
        }
    }

    private Error NotRestored(Error error)
    {
        if (!_forgotten)
        {
            Advice advice = _runsAfter
                ? new("Start the session: it was running before the repair.", AdvisedAction.OnSession(AdviceCodes.StartSession, step.Address))
                : new("Stop the session: it was stopped or paused before the repair.", AdvisedAction.OnSession(AdviceCodes.StopSession, step.Address));
            return Left($"The session is not in the state that it had before the repair: {error.Message}", error, advice);
        }

        string settings = string.Join(", ", _config.Where(c => s_worthTelling.Contains(c.Key)).Select(c => $"{c.Key.Replace('_', '-')} {c.Value}"));
        return Left(
            $"The session WAS DELETED and could not be created again: {error.Message}", error,
            new($"Create the session again, with its settings: {settings}.", Create(force: true)));
    }

    private static Error Left(string message, Error cause, Advice advice) =>
        new Error(ErrorCodes.OperationNotUndone, ErrorClass.NeedsPerson, message, cause.Host, cause.Tried)
            .Advise(advice).Advise(new(cause.Advice ?? "", cause.Actions ?? []));

    private AdvisedAction Create(bool force) => AdvisedAction.Of(
        AdviceCodes.CreateSession, ("host", step.Address.Host), ("volume", step.Address.Session.PrimaryVolume),
        ("secondary", step.Address.Session.SecondaryUrl), (AdvisedAction.Force, force ? "true" : null));

    private async Task DoAsync(string done, string name, string activity, object input)
    {
        await scope.StepAsync<bool>(name, activity, input);
        _done.Add(done);
    }

    private string What() => _done.Count == 0 ? "No changes were made." : $"Done: {Sentence()}.";

    private string Sentence() => string.Join(", ", _done);

    private List<CheckFinding> Unverified(SessionDiagnosis diagnosis)
    {
        List<CheckFinding> findings = [.. (diagnosis.Content?.NotCompared ?? []).Select(l => Warning($"{l.Count} file(s) not compared: {l.Why}{(l.Example.Length > 0 ? $" (such as {l.Example})" : "")}"))];
        findings.AddRange(_untriggered.Select(u => Warning($"not replicated again: {u}")));
        findings.AddRange(diagnosis.Gaps.Select(g => Warning($"not known: {g}", "Diagnose again when that can be read.")));
        return findings;
    }

    private CheckFinding Warning(
        string fact, string advice = "These files were not verified. Verify files that are written continuously with a run, which takes snapshots first.") => new(
        $"session {step.Address}", CheckOutcome.Warning, fact, new Error(ErrorCodes.ContentUnreadable, ErrorClass.NeedsPerson, fact, step.Address.ToString(), Advice: advice));

    private static List<Error> Errors(IEnumerable<Trouble> troubles) => [.. troubles.Select(t => t.ToError())];
}
