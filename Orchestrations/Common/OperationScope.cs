using GlusterDr.Durable;
using GlusterDr.Errors;
using GlusterDr.Operations;

namespace GlusterDr.Orchestrations.Common;

/// <summary>The steps of an operation, their compensations, and the operation's progress.</summary>
internal sealed class OperationScope : IDisposable
{
    /// <summary>The result of rolling an operation back.</summary>
    /// <param name="Left">What could not be rolled back, or was left because of that.</param>
    /// <param name="Standing">The step that could not be rolled back and needs those before it, as it was until then; null: there is none.</param>
    internal sealed record UndoOutcome(IReadOnlyList<Error> Left, OperationStep? Standing);

    private const int LongestNote = 300;

    /// <summary>About a minute: a node may just be restarting.</summary>
    private static readonly RetryPolicy s_undo = new(
        MaxNumberOfAttempts: 5, FirstRetryInterval: TimeSpan.FromSeconds(5), BackoffCoefficient: 2, MaxRetryInterval: TimeSpan.FromMinutes(1));

    /// <summary>A quarter of an hour: what stops an operation usually lasts minutes, and nothing else restores what it changed.</summary>
    private static readonly RetryPolicy s_restore = new(
        MaxNumberOfAttempts: 18, FirstRetryInterval: TimeSpan.FromSeconds(5), BackoffCoefficient: 2, MaxRetryInterval: TimeSpan.FromMinutes(1));

    private readonly CancellationTokenSource _cancel = new();
    private readonly List<OperationStep> _steps = [];
    private readonly Compensations _undo = new();
    private readonly List<Error> _left = [];
    private OperationStep? _standing;

    public OperationScope(IOrchestrationContext context)
    {
        Context = context;
        _ = WatchCancelAsync();
    }

    public IOrchestrationContext Context { get; }

    /// <summary>Set when a person cancels the operation. Compensations do not observe it.</summary>
    public CancellationToken Cancelled => _cancel.Token;

    /// <summary>Runs a step that needs no compensation.</summary>
    public Task<T> StepAsync<T>(string name, string activity, object input) =>
        ShowAsync(name, () => Context.StepAsync<T>(activity, input));

    /// <summary>Runs a step that another activity undoes, with the same input.</summary>
    /// <param name="name">What the step does.</param>
    /// <param name="activity">The activity that does it.</param>
    /// <param name="undo">The activity that undoes it.</param>
    /// <param name="input">The input of both.</param>
    /// <param name="later">How a person can undo it, if it is left.</param>
    /// <param name="needsEarlier">If it cannot be undone, the steps before it are not undone either.</param>
    public Task<bool> DoAsync(string name, string activity, string undo, object input, Advice? later = null, bool needsEarlier = false)
    {
        Cancelled.ThrowIfCancellationRequested();
        _undo.Register(new Compensation(name, () => UndoStepAsync(name, undo, input, later, needsEarlier))
        {
            NeedsEarlier = needsEarlier,
            Skip = by => Leave(name, by, later),
        });
        return ShowAsync(name, () => Context.StepAsync<bool>(activity, input));
    }

    /// <summary>Runs a step and shows its state and its error.</summary>
    public async Task<T> ShowAsync<T>(string name, Func<Task<T>> step)
    {
        Cancelled.ThrowIfCancellationRequested();
        Set(name, OperationStepState.Running);
        try
        {
            T result = await step();
            Set(name, OperationStepState.Done);
            return result;
        }
        catch (Exception e) when (e is TaskFailedException or DrException)
        {
            Set(name, OperationStepState.Failed, ErrorProperties.Read(e).Message);
            throw;
        }
    }

    /// <summary>Sets the note of a step.</summary>
    public void Note(string name, string note)
    {
        if (_steps.FindLast(s => s.Name == name) is { } step && step.Note != note)
        {
            Set(name, step.State, note);
        }
    }

    /// <summary>Runs a step that restores what the operation found, also after a failure or cancellation, with many attempts.</summary>
    public Task<bool> RestoreAsync(string activity, object input) => Context.CallAsync<bool>(activity, input, s_restore);

    /// <summary>Rolls all steps back, the last one first. A step that cannot be rolled back leaves only the steps that it needs.</summary>
    public async Task<UndoOutcome> UndoAsync()
    {
        await _undo.RunAsync();
        return new(_left, _standing);
    }

    public void Dispose() => _cancel.Dispose();

    private async Task<bool> UndoStepAsync(string name, string activity, object input, Advice? later, bool needsEarlier)
    {
        OperationStep? before = _steps.FindLast(s => s.Name == name);
        Set(name, OperationStepState.Undoing);
        try
        {
            await Context.CallAsync<bool>(activity, input, s_undo);
            Set(name, OperationStepState.Undone);
            return true;
        }
        catch (TaskFailedException e)
        {
            Error error = ErrorProperties.Read(e);
            Set(name, OperationStepState.NotUndone, error.Message);
            _standing = needsEarlier ? before : _standing;
            _left.Add(new Error(
                ErrorCodes.OperationNotUndone,
                ErrorClass.NeedsPerson,
                $"Not rolled back: {name}. {error.Message}",
                error.Host,
                error.Tried,
                error.Advice)
            {
                Actions = error.Actions,
            }.Advise(later));
            return false;
        }
    }

    private void Leave(string name, string blocking, Advice? later)
    {
        string why = $"'{blocking}' was not rolled back and requires it";
        Set(name, OperationStepState.NotUndone, why);
        _left.Add(new Error(ErrorCodes.OperationNotUndone, ErrorClass.NeedsPerson, $"Not rolled back: {name}; {why}.").Advise(later));
    }

    private void Set(string name, OperationStepState state, string? note = null)
    {
        OperationStep step = new(name, state, note is { Length: > LongestNote } ? $"{note[..LongestNote]}…" : note);
        int at = _steps.FindLastIndex(s => s.Name == name);
        if (at < 0)
        {
            _steps.Add(step);
        }
        else
        {
            _steps[at] = step;
        }

        Context.SetCustomStatus(new OperationProgress([.. _steps]));
    }

    private async Task WatchCancelAsync()
    {
        await Context.WaitForExternalEvent<string>(OperationStarter.CancelEvent);
        _cancel.CancelInPlace();
    }
}
