using GlusterDr.Durable;
using Dt = Microsoft.DurableTask;

namespace GlusterDr.Functions.Durable;

/// <summary>Registers the classes of a <see cref="DurableRegistry"/> with a Durable Task worker outside Functions.</summary>
internal static class DurableTaskRegistration
{
    /// <summary>Adds all classes.</summary>
    /// <param name="registry">The worker's registry.</param>
    /// <param name="listed">The classes to add.</param>
    /// <param name="create">Creates an instance of a class.</param>
    public static Dt.DurableTaskRegistry AddListed(this Dt.DurableTaskRegistry registry, DurableRegistry listed, Func<Type, object> create)
    {
        foreach ((string name, Type type) in listed.Orchestrators)
        {
            registry.AddOrchestrator(name, () => new ListedOrchestrator((IOrchestrator)create(type)));
        }

        foreach ((string name, Type type) in listed.Activities)
        {
            registry.AddActivity(name, _ => new ListedActivity((IActivity)create(type)));
        }

        return registry;
    }

    private sealed class ListedOrchestrator(IOrchestrator orchestrator) : Dt.ITaskOrchestrator
    {
        public Type InputType => orchestrator.InputType;

        public Type OutputType => typeof(object);

        public Task<object?> RunAsync(Dt.TaskOrchestrationContext context, object? input) =>
            DurableRunner.RunAsync(orchestrator, context, input);
    }

    private sealed class ListedActivity(IActivity activity) : Dt.ITaskActivity
    {
        public Type InputType => activity.InputType;

        public Type OutputType => typeof(object);

        public Task<object?> RunAsync(Dt.TaskActivityContext context, object? input) =>
            DurableRunner.RunAsync(activity, new ActivityContext(context.Name.Name, context.InstanceId, CancellationToken.None), input);
    }
}
