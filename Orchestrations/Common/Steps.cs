using GlusterDr.Activities;
using GlusterDr.Durable;
using GlusterDr.Errors;

namespace GlusterDr.Orchestrations.Common;

/// <summary>Calls activities, with the retries that all workflows use.</summary>
internal static class Steps
{
    private static readonly RetryPolicy s_transient = new(
        MaxNumberOfAttempts: 3,
        FirstRetryInterval: TimeSpan.FromSeconds(2),
        BackoffCoefficient: 2,
        HandleFailure: failure => ErrorProperties.Read(failure).Class == ErrorClass.Transient);

    /// <summary>About 80 hours: the end of a run must be stored, although its store or host may be down for long.</summary>
    private static readonly RetryPolicy s_untilStored = new(
        MaxNumberOfAttempts: 1000,
        FirstRetryInterval: TimeSpan.FromSeconds(2),
        BackoffCoefficient: 2,
        MaxRetryInterval: TimeSpan.FromMinutes(5),
        HandleFailure: failure => ErrorProperties.Read(failure).Class == ErrorClass.Transient);

    /// <summary>A lease of another run is a result: the step is not retried.</summary>
    private static readonly RetryPolicy s_begin = s_transient with
    {
        HandleFailure = failure => ErrorProperties.Read(failure) is { Class: ErrorClass.Transient, Code: not ErrorCodes.LeaseHeld },
    };

    /// <summary>Calls an activity by the name of its class: the only way, because histories hold the stored name of a renamed activity.</summary>
    public static Task<TResult> CallAsync<TResult>(this IOrchestrationContext context, string activity, object input, RetryPolicy retry) =>
#pragma warning disable RS0030 // Everything else calls activities through this method.
        context.CallActivityAsync<TResult>(StoredNames.Of(activity), input, new TaskOptions(retry));
#pragma warning restore RS0030

    /// <summary>The first step of a run.</summary>
    public static Task<TResult> BeginAsync<TResult>(this IOrchestrationContext context, string activity, object input) =>
        context.CallAsync<TResult>(activity, input, s_begin);

    /// <summary>A step that must be done before the workflow may end.</summary>
    public static Task<TResult> StepUntilDoneAsync<TResult>(this IOrchestrationContext context, string activity, object input) =>
        context.CallAsync<TResult>(activity, input, s_untilStored);

    /// <summary>A step whose transient failures are retried.</summary>
    public static Task<TResult> StepAsync<TResult>(this IOrchestrationContext context, string activity, object input) =>
        context.CallAsync<TResult>(activity, input, s_transient);
}
