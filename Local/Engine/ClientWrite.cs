namespace GlusterDr.Local.Engine;

/// <summary>A change that somebody outside asked for, who hears the result once it is on disk.</summary>
internal abstract class ClientWrite<T>(EngineCore core) : EngineWrite(core)
{
    private readonly TaskCompletionSource<T> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<T> Task => _done.Task;

    protected abstract T Change(HistoryTables tables);

    protected override bool TryGiveUp(Exception exception) => _done.TrySetException(exception);

    protected sealed override void Apply(HistoryTables tables)
    {
        T result = Change(tables);
        Then(() => _done.TrySetResult(result));
    }
}
