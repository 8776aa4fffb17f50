using System.Collections.Concurrent;
using GlusterDr.Errors;
using GlusterDr.Policies;

namespace GlusterDr.Activities.Sync.Preflight;

/// <summary>Collects the facts that the checks of preflight find, in parallel, each with its error or warning.</summary>
public sealed class Findings
{
    private static readonly HashSet<string> s_identity =
    [
        ErrorCodes.SitesSwapped, ErrorCodes.PoolMixed, ErrorCodes.VolumeSame, ErrorCodes.PoolSame, ErrorCodes.SessionOtherVolume,
    ];

    private readonly ConcurrentQueue<CheckFinding> _all = [];

    /// <summary>All findings, in order.</summary>
    public IReadOnlyList<CheckFinding> All => [.. _all];

    /// <summary>Errors that prevent a run. Wrong sites and volumes come first, because most other errors follow from them.</summary>
    public IReadOnlyList<Error> Errors => [.. Of(CheckOutcome.Failed).OrderBy(e => s_identity.Contains(e.Code) ? 0 : 1)];

    /// <summary>Warnings.</summary>
    public IReadOnlyList<Error> Warnings => Of(CheckOutcome.Warning);

    /// <summary>Adds a fact without fault.</summary>
    public void Ok(string subject, string fact) => _all.Enqueue(new(subject, CheckOutcome.Ok, fact));

    /// <summary>Adds a warning: a run would work, with a restriction.</summary>
    public void Warn(string subject, string code, string fact, string advice, ErrorClass errorClass = ErrorClass.NeedsPerson) =>
        _all.Enqueue(new(subject, CheckOutcome.Warning, fact, new Error(code, errorClass, fact, subject, Advice: advice)));

    /// <summary>Adds an error: a run would fail.</summary>
    public void Fail(string subject, string code, string fact, string advice, ErrorClass errorClass = ErrorClass.NeedsPerson) =>
        Fail(subject, code, fact, new Advice(advice), errorClass);

    /// <summary>A run would fail, and this can be done about it.</summary>
    public void Fail(string subject, string code, string fact, Advice advice, ErrorClass errorClass = ErrorClass.NeedsPerson) =>
        _all.Enqueue(new(subject, CheckOutcome.Failed, fact, new Error(code, errorClass, fact, subject).Advise(advice)));

    /// <summary>A check that failed.</summary>
    public void Fail(string subject, Error error) => _all.Enqueue(new(subject, CheckOutcome.Failed, error.Message, error));

    /// <summary>A failed check of something that a run does not need.</summary>
    public void Warn(string subject, Error error) => _all.Enqueue(new(subject, CheckOutcome.Warning, error.Message, error));

    /// <summary>Runs a check. If it throws, that is a finding. Null: it threw.</summary>
    public async Task<T?> TryAsync<T>(string subject, Func<Task<T>> check, bool needed = true)
        where T : class
    {
        try
        {
            return await check();
        }
        catch (DrException e) when (needed)
        {
            Fail(subject, e.Error);
        }
        catch (DrException e)
        {
            Warn(subject, e.Error);
        }

        return null;
    }

    private IReadOnlyList<Error> Of(CheckOutcome outcome) =>
        [.. _all.Where(f => f.Outcome == outcome).Select(f => f.Error).OfType<Error>()];
}
