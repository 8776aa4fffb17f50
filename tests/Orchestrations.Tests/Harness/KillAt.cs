using GlusterDr.Local.Engine;
using GlusterDr.Local.Engine.History;

namespace GlusterDr.Tests.Orchestrations.Harness;

/// <summary>Kills the control plane when its n-th durable step is on disk.</summary>
internal sealed class KillAt(int step) : IHistoryObserver
{
    private readonly TaskCompletionSource _killed = new();
    private int _steps;

    public Action? Kill { get; set; }

    public Task Killed => _killed.Task;

    public int Steps => _steps;

    public void Committing(IHistoryObserver.Step historyStep)
    {
    }

    public void Committed(IHistoryObserver.Step historyStep)
    {
        if (Interlocked.Increment(ref _steps) == step)
        {
            Kill?.Invoke();
            _killed.TrySetResult();
        }
    }
}
