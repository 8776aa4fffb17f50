using GlusterDr.Durable;
using Microsoft.Extensions.Logging;

namespace GlusterDr.Scheduling;

/// <summary>Deletes the histories of workflows that ended long ago. Reports of runs stay, because they are stored separately.</summary>
public sealed class HistoryRetention(IOrchestrationClient client, TimeProvider time, ILogger<HistoryRetention> logger)
{
    /// <summary>How long a history is kept, counted from its start.</summary>
    public static readonly TimeSpan Keep = TimeSpan.FromDays(30);

    /// <summary>How often histories are checked.</summary>
    public static readonly TimeSpan Period = TimeSpan.FromDays(1);

    private DateTimeOffset _next = DateTimeOffset.MinValue;

    /// <summary>Deletes old histories, unless that was done within the period. A failure is logged and retried after the period.</summary>
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

    /// <summary>Deletes old histories, and returns the number of workflows.</summary>
    public async Task<int> ApplyAsync(CancellationToken cancellation)
    {
        int count = await client.PurgeAllInstancesAsync(time.GetUtcNow() - Keep, cancellation);
        ScheduleLog.Purged(logger, count, Keep);
        return count;
    }
}
