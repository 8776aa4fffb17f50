namespace GlusterDr.Durable;

/// <summary>Retries of one step, each attempt and each wait between them durable.</summary>
/// <param name="MaxNumberOfAttempts">Attempts in all, the first counted; at least 1.</param>
/// <param name="FirstRetryInterval">The wait before the second attempt.</param>
/// <param name="BackoffCoefficient">Each later wait is this times the one before.</param>
/// <param name="MaxRetryInterval">No wait is longer; null: no bound.</param>
/// <param name="HandleFailure">Whether this failure is worth another attempt; null: every one is. Must be pure.</param>
public sealed record RetryPolicy(
    int MaxNumberOfAttempts,
    TimeSpan FirstRetryInterval,
    double BackoffCoefficient = 1.0,
    TimeSpan? MaxRetryInterval = null,
    Func<TaskFailureDetails, bool>? HandleFailure = null)
{
    /// <summary>The wait after the attempt of this number (from 1).</summary>
    public TimeSpan DelayAfter(int attempt)
    {
        double factor = Math.Pow(BackoffCoefficient, attempt - 1);
        double milliseconds = FirstRetryInterval.TotalMilliseconds * factor;
        double bound = MaxRetryInterval?.TotalMilliseconds ?? TimeSpan.FromDays(1).TotalMilliseconds;
        return TimeSpan.FromMilliseconds(Math.Min(milliseconds, bound));
    }
}
