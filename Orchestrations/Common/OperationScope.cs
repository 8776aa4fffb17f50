using GlusterDr.Durable;
using GlusterDr.Errors;
using GlusterDr.Operations;

namespace GlusterDr.Orchestrations.Common;

/// <summary>The steps of an operation, what undoes them, and how far it is.</summary>
/// <remarks>What undoes a step is noted before the step: one that fails, or dies, may have done half of its work.</remarks>
internal sealed class OperationScope : IDisposable
{
    /// <summary>What came of undoing an operation.</summary>
    /// <param name="Left">What could not be undone, or was left for the sake of that.</param>
    /// <param name="Standing">The step that could not be undone and needs those before it, as it was until then; null: there is none.</param>
    internal sealed record UndoOutcome(IReadOnlyList<Error> Left, OperationStep? Standing);

    private const int LongestNote = 300;

    /// <summary>Undoing is worth patience: a node may just be restarting.</summary>
    private static readonly RetryPolicy s_undo = new(
        MaxNumberOfAttempts: 5, FirstRetryInterval: TimeSpan.FromSeconds(5), BackoffCoefficient: 2, MaxRetryInterval: TimeSpan.FromMinutes(1));

    /// <summary>A quarter of an hour: what kept an operation from its end mostly lasts some minutes, and nobody else brings it back.</summary>
    private static readonly RetryPolicy s_restore = new(
        MaxNumberOfAttempts: 18, FirstRetryInterval: TimeSpan.FromSeconds(5), BackoffCoefficient: 2, MaxRetryInterval: TimeSpan.FromMinutes(1));

    private readonly CancellationTokenSource _cancel = new();
    private readonly List<OperationStep> _steps = [];
    private readonly Stack<Compensation> _undo = new();

    public OperationScope(IOrchestrationContext context)
    {
        Context = context;
        _ = WatchCancelAsync();
    }

    public IOrchestrationContext Context { get; }

    /// <summary>Set when a person asked to stop; what undoes things does not look at it.</summary>
    public CancellationToken Cancelled => _cancel.Token;

    /// <summary>A step that changes nothing, or whose work may stay.</summary>
    public Task<T> StepAsync<T>(string name, string activity, object input) =>
        ShowAsync(name, () => Context.StepAsync<T>(activity, input));

    /// <summary>A step, and the activity that undoes it, with the same input.</summary>
    /// <param name="name">What it does.</param>
    /// <param name="activity">The activity that does it.</param>
    /// <param name="undo">The activity that undoes it.</param>
    /// <param name="input">What both go by.</param>
    /// <param name="later">What a person can undo it with, where it is left.</param>
    /// <param name="needsEarlier">While it is not undone, all that was done before it stays.</param>
    public Task<bool> DoAsync(string name, string activity, string undo, object input, Advice? later = null, bool needsEarlier = false)
    {
        Cancelled.ThrowIfCancellationRequested();
        _undo.Push(new(name, undo, input, later, needsEarlier));
        return ShowAsync(name, () => Context.StepAsync<bool>(activity, input));
    }

    /// <summary>Shows a step while it is at work, and what came of it.</summary>
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

    /// <summary>Says more of a step.</summary>
    public void Note(string name, string note)
    {
        if (_steps.FindLast(s => s.Name == name) is { } step && step.Note != note)
        {
            Set(name, step.State, note);
        }
    }

    /// <summary>A step that brings back what was found, whatever happened and whoever asked to stop: with much patience.</summary>
    public Task<bool> RestoreAsync(string activity, object input) =>
        Context.CallAsync<bool>(activity, input, s_restore);

    /// <summary>Undoes all steps, the last one first. What could not be undone hinders only what it needs: that is left as it is.</summary>
    public async Task<UndoOutcome> UndoAsync()
    {
        List<Error> left = [];
        OperationStep? standing = null;
        while (_undo.TryPop(out Compensation? step))
        {
            if (standing is not null)
            {
                string why = $"'{standing.Name}' was not rolled back and requires it";
                Set(step.Name, OperationStepState.NotUndone, why);
                left.Add(new Error(ErrorCodes.OperationNotUndone, ErrorClass.NeedsPerson, $"Not rolled back: {step.Name}; {why}.").Advise(step.Later));
                continue;
            }

            OperationStep? before = _steps.FindLast(s => s.Name == step.Name);
            Set(step.Name, OperationStepState.Undoing);
            try
            {
                await Context.CallAsync<bool>(step.Activity, step.Input, s_undo);
                Set(step.Name, OperationStepState.Undone);
            }
            catch (TaskFailedException e)
            {
                Error error = ErrorProperties.Read(e);
                Set(step.Name, OperationStepState.NotUndone, error.Message);
                standing = step.NeedsEarlier ? before : null;
                left.Add(new Error(
                    ErrorCodes.OperationNotUndone,
                    ErrorClass.NeedsPerson,
                    $"Not rolled back: {step.Name}. {error.Message}",
                    error.Host,
                    error.Tried,
                    error.Advice)
                {
                    Actions = error.Actions,
                }.Advise(step.Later));
            }
        }

        return new(left, standing);
    }

    public void Dispose() => _cancel.Dispose();

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

    private sealed record Compensation(string Name, string Activity, object Input, Advice? Later, bool NeedsEarlier);
}
