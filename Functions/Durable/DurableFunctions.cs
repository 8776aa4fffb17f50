using GlusterDr.Durable;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;

namespace GlusterDr.Functions.Durable;

/// <summary>What an activity's function does.</summary>
internal static class DurableFunctions
{
    /// <summary>Makes the activity from the host's services, and runs it.</summary>
    public static Task<TOutput> RunAsync<TActivity, TInput, TOutput>(this FunctionContext function, TInput input)
        where TActivity : Activity<TInput, TOutput> =>
        DurableRunner.RunAsync(() => Make<TActivity>(function), Context(function), input);

    /// <summary>
    /// The same for an activity that asks for a client, which only a binding gives; or whose services do: on an instance of the app where
    /// no other trigger was called yet, theirs is the app's client, and has none.
    /// </summary>
    public static Task<TOutput> RunAsync<TActivity, TInput, TOutput>(
        this FunctionContext function, TInput input, DurableTaskClient client)
        where TActivity : Activity<TInput, TOutput>
    {
        function.InstanceServices.GetService<AppOrchestrationClient>()?.Use(client);
        object[] bound = NeedsClient(typeof(TActivity)) ? [new DurableOrchestrationClient(client)] : [];
        return DurableRunner.RunAsync(() => Make<TActivity>(function, bound), Context(function), input);
    }

    private static bool NeedsClient(Type activity) =>
        activity.GetConstructors().Single().GetParameters().Any(p => p.ParameterType == typeof(IOrchestrationClient));

    private static TActivity Make<TActivity>(FunctionContext function, params object[] bound) =>
        ActivatorUtilities.CreateInstance<TActivity>(function.InstanceServices, bound);

    private static ActivityContext Context(FunctionContext function)
    {
        object? id = function.BindingContext.BindingData.GetValueOrDefault("instanceId");
        return new(function.FunctionDefinition.Name, $"{id}".Trim('"'), function.CancellationToken);
    }
}
