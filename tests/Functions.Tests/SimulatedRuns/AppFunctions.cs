using System.Reflection;
using GlusterDr.Functions;
using GlusterDr.TestKit;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace GlusterDr.Tests.Functions.SimulatedRuns;

/// <summary>The app's functions, found by their attributes, and called by the worker as the Functions host does.</summary>
/// <param name="services">The services of activities.</param>
/// <param name="client">Gives the content of a durable client's binding.</param>
internal sealed class AppFunctions(IServiceProvider services, Func<DurableTaskClient> client)
{
    private int _underWay;
    private int _calls;
    private int _episodes;

    private IServiceProvider Services => services;

    private DurableTaskClient Client => client();

    private int UnderWay => Volatile.Read(ref _underWay);

    /// <summary>Called before and after each activity, with its name and whether it has ended.</summary>
    public Action<string, bool>? Observer { get; init; }

    /// <summary>The number of started activities.</summary>
    public int Calls => Volatile.Read(ref _calls);

    /// <summary>How often a workflow was replayed, from its beginning to where it waits.</summary>
    public int Episodes => Volatile.Read(ref _episodes);

    /// <summary>Completes when activities were started, and none has run for this time.</summary>
    public async Task WhenQuietAsync(TimeSpan quiet)
    {
        using PeriodicTimer look = new(quiet / 20);
        using CancellationTokenSource bound = new(Patience.Limit);
        int quietLooks = 0;
        int seen = 0;
        while (quietLooks < 20 && await look.WaitForNextTickAsync(bound.Token))
        {
            bool isQuiet = UnderWay == 0 && Calls == seen && seen > 0;
            quietLooks = isQuiet ? quietLooks + 1 : 0;
            seen = Calls;
        }
    }

    /// <summary>Registers the functions with a worker.</summary>
    public void Register(DurableTaskRegistry registry)
    {
        foreach (MethodInfo method in typeof(OrchestrationFunctions).Assembly.GetTypes().SelectMany(type => type.GetMethods()))
        {
            if (method.GetCustomAttribute<FunctionAttribute>() is not { } function)
            {
                continue;
            }

            if (Bound<OrchestrationTriggerAttribute>(method) is not null)
            {
                registry.AddOrchestrator(function.Name, () => new Orchestration(this, method));
            }
            else if (Bound<ActivityTriggerAttribute>(method) is { } input)
            {
                registry.AddActivity(function.Name, _ => new Activity(this, method, input));
            }
        }
    }

    private static ParameterInfo? Bound<TAttribute>(MethodInfo method)
        where TAttribute : Attribute =>
        Array.Find(method.GetParameters(), parameter => parameter.GetCustomAttribute<TAttribute>() is not null);

    private static async Task<object?> InvokeAsync(MethodInfo method, object?[] arguments)
    {
        Task task = (Task)method.Invoke(null, BindingFlags.DoNotWrapExceptions, null, arguments, null)!;
        await task;
        return task.GetType().GetProperty(nameof(Task<int>.Result))!.GetValue(task);
    }

    private sealed class Orchestration(AppFunctions owner, MethodInfo method) : ITaskOrchestrator
    {
        public Type InputType => method.GetParameters()[1].ParameterType;

        public Type OutputType => typeof(object);

        public Task<object?> RunAsync(TaskOrchestrationContext context, object? input)
        {
            Interlocked.Increment(ref owner._episodes);
            return InvokeAsync(method, [context, input]);
        }
    }

    private sealed class Activity(AppFunctions owner, MethodInfo method, ParameterInfo bound) : ITaskActivity
    {
        public Type InputType => bound.ParameterType;

        public Type OutputType => typeof(object);

        public async Task<object?> RunAsync(TaskActivityContext context, object? input)
        {
            owner.Observer?.Invoke(context.Name.Name, false);
            Interlocked.Increment(ref owner._calls);
            Interlocked.Increment(ref owner._underWay);
            try
            {
                object? output = await InvokeAsync(method, [.. method.GetParameters().Select(p => Argument(p, context, input))]);
                owner.Observer?.Invoke(context.Name.Name, true);
                return output;
            }
            finally
            {
                Interlocked.Decrement(ref owner._underWay);
            }
        }

        private object? Argument(ParameterInfo parameter, TaskActivityContext context, object? input) =>
            parameter.ParameterType == typeof(FunctionContext)
                ? new CalledFunction(context.Name.Name, context.InstanceId, owner.Services)
                : parameter.ParameterType == typeof(DurableTaskClient) ? owner.Client : input;
    }
}
