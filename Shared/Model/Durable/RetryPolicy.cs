namespace GlusterDr.Durable;

/// <summary>How a step is retried. Each attempt and each wait is durable.</summary>
/// <param name="MaxNumberOfAttempts">The total number of attempts, including the first; at least 1.</param>
/// <param name="FirstRetryInterval">The wait before the second attempt.</param>
/// <param name="BackoffCoefficient">Each later wait is the one before multiplied by this.</param>
/// <param name="MaxRetryInterval">The longest wait; null: no limit.</param>
/// <param name="HandleFailure">Whether to retry after this failure; null: after every one. Must be a pure function.</param>
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
