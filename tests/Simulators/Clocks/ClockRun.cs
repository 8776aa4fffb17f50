namespace GlusterDr.Simulators;

/// <summary>Something for whose end a simulation's clock runs.</summary>
/// <param name="limit">How far the clock may move.</param>
internal sealed class ClockRun(DateTimeOffset limit)
{
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public DateTimeOffset Limit => limit;

    /// <summary>Completes with the work, whatever its result; fails when the clock cannot go on.</summary>
    public Task Ended => _ended.Task;

    public void Fail(Exception exception) => _ended.TrySetException(exception);

    public async Task FollowAsync(Task work)
    {
        await work.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        _ended.TrySetResult();
    }
}
