using System.Threading.Channels;
using GlusterDr.Policies;
using GlusterDr.Scheduling;
using Microsoft.Extensions.Logging;

namespace GlusterDr.Local.Scheduling;

/// <summary>Starts runs when they are due.</summary>
/// <remarks>
/// A timer is set to the next window. No wait is longer than <see cref="LongestWait"/>, so that a clock that was
/// set forward, or a machine that was suspended, is noticed.
/// </remarks>
public sealed class Scheduler(PolicyStore policies, DueRuns due, HistoryRetention histories, TimeProvider time, ILogger<Scheduler> logger)
    : IPolicyListener, IAsyncDisposable
{
    /// <summary>The longest time between two checks of the clock.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(10);

    private readonly Channel<bool> _wake = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    private readonly CancellationTokenSource _stop = new();
    private Task _loop = Task.CompletedTask;

    /// <summary>Starts the scheduler.</summary>
    public async Task StartAsync(CancellationToken cancellation)
    {
        ScheduleLog.On(logger, (await policies.ListAsync(cancellation)).Count(p => p.Schedule is not null));
        _loop = Task.Run(() => LoopAsync(_stop.Token), CancellationToken.None);
    }

    /// <inheritdoc/>
    public void PoliciesChanged() => _wake.Writer.TryWrite(true);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (!_stop.IsCancellationRequested)
        {
            await _stop.CancelAsync();
            await _loop;
            _stop.Dispose();
        }
    }

    private async Task LoopAsync(CancellationToken cancellation)
    {
        try
        {
            while (true)
            {
                DateTimeOffset? next = await StartDueAsync(cancellation);
                await histories.ApplyIfDueAsync(cancellation);
                await WaitAsync(next, cancellation);
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // Stopped.
        }
    }

    private async Task<DateTimeOffset?> StartDueAsync(CancellationToken cancellation)
    {
        try
        {
            return await due.StartAsync(cancellation);
        }
        catch (Exception e) when (!cancellation.IsCancellationRequested)
        {
            ScheduleLog.Failed(logger, "(all)", DueRuns.Retry, e);
            return time.GetUtcNow() + DueRuns.Retry;
        }
    }

    private async Task WaitAsync(DateTimeOffset? until, CancellationToken cancellation)
    {
        TimeSpan wait = until is null ? Timeout.InfiniteTimeSpan : Bounded(until.Value - time.GetUtcNow());
        await using ITimer timer = time.CreateTimer(_ => PoliciesChanged(), null, wait, Timeout.InfiniteTimeSpan);
        await _wake.Reader.ReadAsync(cancellation);
    }

    private static TimeSpan Bounded(TimeSpan wait) => wait < TimeSpan.Zero ? TimeSpan.Zero : wait > LongestWait ? LongestWait : wait;
}
