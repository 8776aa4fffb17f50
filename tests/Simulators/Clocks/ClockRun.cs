namespace GlusterDr.Simulators;

/// <summary>A task for whose end the clock of a simulation runs.</summary>
/// <param name="limit">How far the clock may move.</param>
internal sealed class ClockRun(DateTimeOffset limit)
{
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public DateTimeOffset Limit => limit;

    /// <summary>Completes when the task has ended, whatever its result. Fails if the clock cannot move any further.</summary>
    public Task Ended => _ended.Task;

    public void Fail(Exception exception) => _ended.TrySetException(exception);

    public async Task FollowAsync(Task work)
    {
        await work.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        _ended.TrySetResult();
    }
}
