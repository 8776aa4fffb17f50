using System.Runtime.ExceptionServices;

namespace GlusterDr.Orchestrations.Common;

/// <summary>
/// What undoes the steps of a workflow, in the reverse order. Each is registered before its step: a step that fails, or whose result is
/// lost, may have taken effect.
/// </summary>
internal sealed class Compensations
{
    private readonly List<Compensation> _registered = [];

    /// <summary>Adds what undoes the next step.</summary>
    public Compensation Register(Compensation compensation)
    {
        _registered.Add(compensation);
        return compensation;
    }

    /// <summary>Adds what undoes the next step, where undoing reports its own errors.</summary>
    public Compensation Register(string name, Func<Task> undo) => Register(new Compensation(name, async () =>
    {
        await undo();
        return true;
    }));

    /// <summary>Removes one whose step the workflow has undone itself.</summary>
    public void Remove(Compensation compensation) => _registered.Remove(compensation);

    /// <summary>
    /// Undoes all steps, the last one first, each once. Where one cannot be undone, only what it needs is left as it is. An exception does not
    /// stop the others: the first is thrown at the end.
    /// </summary>
    public async Task RunAsync()
    {
        string? blocking = null;
        ExceptionDispatchInfo? first = null;
        while (_registered.Count > 0)
        {
            Compensation last = _registered[^1];
            _registered.RemoveAt(_registered.Count - 1);
            if (blocking is not null)
            {
                last.Skip?.Invoke(blocking);
                continue;
            }

            bool isUndone = false;
            try
            {
                isUndone = await last.UndoAsync();
            }
            catch (Exception e)
            {
                first ??= ExceptionDispatchInfo.Capture(e);
            }

            blocking = !isUndone && last.NeedsEarlier ? last.Name : null;
        }

        first?.Throw();
    }
}
