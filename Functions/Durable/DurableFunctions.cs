using GlusterDr.Durable;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;

namespace GlusterDr.Functions.Durable;

/// <summary>Runs an activity in its function.</summary>
internal static class DurableFunctions
{
    /// <summary>Creates the activity from the host's services, and runs it.</summary>
    public static Task<TOutput> RunAsync<TActivity, TInput, TOutput>(this FunctionContext function, TInput input)
        where TActivity : Activity<TInput, TOutput> =>
        DurableRunner.RunAsync(() => Make<TActivity>(function), Context(function), input);

    /// <summary>
    /// Runs an activity that needs a client itself or through its services. Only a binding provides one, and on an instance of the app where
    /// no other trigger was called yet, the app's client has none.
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
