using GlusterDr.Durable;
using Dt = Microsoft.DurableTask;

namespace GlusterDr.Functions.Durable;

/// <summary>Converts a retry policy to Durable Task's.</summary>
internal static class DurableRetries
{
    public static Dt.RetryPolicy Policy(RetryPolicy policy)
    {
        // A policy without a maximum interval has one of a day, by RetryPolicy.DelayAfter; Durable Task's default would be an hour.
        TimeSpan bound = policy.MaxRetryInterval ?? TimeSpan.FromDays(1);
        TimeSpan first = policy.FirstRetryInterval < bound ? policy.FirstRetryInterval : bound;
        Func<TaskFailureDetails, bool> isWorthIt = policy.HandleFailure ?? (_ => true);
        return new Dt.RetryPolicy(policy.MaxNumberOfAttempts, first, policy.BackoffCoefficient, bound)
        {
            HandleFailure = failure => isWorthIt(DurableFailures.Read(failure)),
        };
    }
}
