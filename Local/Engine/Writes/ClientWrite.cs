using GlusterDr.Local.Engine.History;
using GlusterDr.Local.Store;

namespace GlusterDr.Local.Engine.Writes;

/// <summary>A change requested from outside, whose result is returned once it is on disk.</summary>
internal abstract class ClientWrite<T>(EngineCore core) : EngineWrite(core)
{
    private readonly TaskCompletionSource<T> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly bool _isPatient = PatientWrites.On;

    /// <summary>The caller gets an error for a full disk at once, and may try again.</summary>
    public override bool MustSucceed => _isPatient && !_done.Task.IsCompleted;

    /// <summary>Returns when the change is on disk.</summary>
    /// <param name="cancellation">Ends the waiting; the change may still be made.</param>
    public async Task<T> WaitAsync(CancellationToken cancellation)
    {
        using CancellationTokenRegistration registration = cancellation.UnsafeRegister(_ => _done.TrySetCanceled(cancellation), null);
        return await _done.Task;
    }

    protected abstract T Change(HistoryTables tables);

    protected override bool TryGiveUp(Exception exception)
    {
        _done.TrySetException(exception);
        return true;
    }

    protected sealed override void Apply(HistoryTables tables)
    {
        T result = Change(tables);
        Then(() => _done.TrySetResult(result));
    }
}
