using System.Reflection;
using GlusterDr.Activities;
using GlusterDr.Activities.Sync;
using GlusterDr.Durable;
using GlusterDr.Orchestrations.Sync;

namespace GlusterDr.Hosting;

/// <summary>Registers all activities and workflows with an engine: every such class of their projects, under its stored name.</summary>
public static class DurableServices
{
    /// <summary>Adds all activities.</summary>
    public static DurableRegistry AddActivities(this DurableRegistry registry) =>
        Types<IActivity>(typeof(RunAccess).Assembly).Aggregate(registry, (all, type) => all.AddActivity(type, StoredNames.Of(type.Name)));

    /// <summary>Adds all workflows.</summary>
    public static DurableRegistry AddOrchestrations(this DurableRegistry registry) =>
        Types<IOrchestrator>(typeof(SyncRun).Assembly).Aggregate(registry, (all, type) => all.AddOrchestrator(type));

    private static IEnumerable<Type> Types<T>(Assembly assembly) =>
        assembly.GetTypes().Where(type => type is { IsAbstract: false, IsClass: true } && type.IsAssignableTo(typeof(T)));
}
