using GlusterDr.Durable;
using GlusterDr.Errors;

namespace GlusterDr.Orchestrations;

/// <summary>Calls steps in the way that all workflows do.</summary>
internal static class Steps
{
    private static readonly RetryPolicy s_transient = new(
        MaxNumberOfAttempts: 3,
        FirstRetryInterval: TimeSpan.FromSeconds(2),
        BackoffCoefficient: 2,
        HandleFailure: failure => ErrorProperties.Read(failure).Class == ErrorClass.Transient);

    /// <summary>A step whose transient failures are tried again.</summary>
    public static Task<TResult> StepAsync<TResult>(this IOrchestrationContext context, string activity, object input) =>
        context.CallActivityAsync<TResult>(activity, input, new TaskOptions(s_transient));
}
