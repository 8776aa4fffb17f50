using GlusterDr.Durable;
using Microsoft.Extensions.Logging;

namespace GlusterDr.Scheduling;

/// <summary>Forgets the histories of workflows that ended long ago. What a run did stays: its report is plain data of its own.</summary>
public sealed class HistoryRetention(IOrchestrationClient client, TimeProvider time, ILogger<HistoryRetention> logger)
{
    /// <summary>How long a history is kept, from its beginning.</summary>
    public static readonly TimeSpan Keep = TimeSpan.FromDays(30);

    /// <summary>How often it is looked.</summary>
    public static readonly TimeSpan Period = TimeSpan.FromDays(1);

    private DateTimeOffset _next = DateTimeOffset.MinValue;

    /// <summary>Forgets, unless this was done within the period. A failure is logged, and tried again after it.</summary>
    public async Task ApplyIfDueAsync(CancellationToken cancellation)
    {
        DateTimeOffset now = time.GetUtcNow();
        if (now < _next)
        {
            return;
        }

        _next = now + Period;
        try
        {
            await ApplyAsync(cancellation);
        }
        catch (Exception e) when (!cancellation.IsCancellationRequested)
        {
            ScheduleLog.NotPurged(logger, Period, e);
        }
    }

    /// <summary>Forgets; how many workflows there were.</summary>
    public async Task<int> ApplyAsync(CancellationToken cancellation)
    {
        int count = await client.PurgeAllInstancesAsync(time.GetUtcNow() - Keep, cancellation);
        ScheduleLog.Purged(logger, count, Keep);
        return count;
    }
}
