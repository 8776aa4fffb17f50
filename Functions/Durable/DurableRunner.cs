using System.Runtime.CompilerServices;
using GlusterDr.Durable;
using Dt = Microsoft.DurableTask;

namespace GlusterDr.Functions.Durable;

/// <summary>Runs GlusterDr's workflows and activities when Durable Task calls them.</summary>
internal static class DurableRunner
{
    /// <summary>Runs a workflow.</summary>
    public static Task<TOutput> RunAsync<TInput, TOutput>(
        Orchestrator<TInput, TOutput> orchestrator, Dt.TaskOrchestrationContext context, TInput input) =>
        GuardAsync(() => orchestrator.RunAsync(new DurableOrchestrationContext(context), input));

    /// <summary>Creates an activity and runs it.</summary>
    public static Task<TOutput> RunAsync<TInput, TOutput>(
        Func<Activity<TInput, TOutput>> make, ActivityContext context, TInput input) =>
        GuardAsync(() => make().RunAsync(context, input));

    /// <summary>Runs a workflow of a type that is known only at run time.</summary>
    public static Task<object?> RunAsync(IOrchestrator orchestrator, Dt.TaskOrchestrationContext context, object? input) =>
        GuardAsync(() => orchestrator.RunAsync(new DurableOrchestrationContext(context), Given(input, orchestrator.InputType)));

    /// <summary>Runs an activity of a type that is known only at run time.</summary>
    public static Task<object?> RunAsync(IActivity activity, ActivityContext context, object? input) =>
        GuardAsync(() => activity.RunAsync(context, Given(input, activity.InputType)));

    // Exceptions before the first await must be converted too.
    private static async Task<T> GuardAsync<T>(Func<Task<T>> run)
    {
        try
        {
            return await run();
        }
#pragma warning disable CA1031 // Any exception is the result; Durable Task stores it.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            throw new DurableFailureException(TaskFailureDetails.From(exception));
        }
    }

    private static object? Given(object? input, Type type) => input is null && type.IsValueType && Nullable.GetUnderlyingType(type) is null
        ? RuntimeHelpers.GetUninitializedObject(type)
        : input;
}
