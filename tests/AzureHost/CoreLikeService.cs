using System.Reflection;
using DurableTask.Core;
using DurableTask.Core.History;

namespace GlusterDr.AzureHost;

/// <summary>
/// Azure Storage behind the test host's dispatcher, which writes two events otherwise than Durable Task's own: without the details of a
/// failure, and with a sub-orchestration's event as a class that Azure Storage writes down empty. Here both are as the Functions host has them.
/// </summary>
public class CoreLikeService : DispatchProxy
{
    private IOrchestrationService _inner = null!;

    /// <summary>Puts itself before a service.</summary>
    public static IOrchestrationService Before(IOrchestrationService inner)
    {
        IOrchestrationService proxy = Create<IOrchestrationService, CoreLikeService>();
        ((CoreLikeService)proxy)._inner = inner;
        return proxy;
    }

    /// <inheritdoc/>
    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        if (targetMethod!.Name == nameof(IOrchestrationService.CompleteTaskOrchestrationWorkItemAsync))
        {
            Mend(args!.OfType<OrchestrationRuntimeState>().Single().NewEvents, args!.OfType<OrchestrationState>().SingleOrDefault()?.FailureDetails);
        }

        // A host that is killed hands nothing back; and one that was not begun yet cannot.
        return targetMethod.Name == nameof(IOrchestrationService.StopAsync)
            ? Task.CompletedTask
            : targetMethod.Invoke(_inner, BindingFlags.DoNotWrapExceptions, null, args, null);
    }

    private static void Mend(IList<HistoryEvent> events, FailureDetails? failure)
    {
        for (int i = 0; i < events.Count; i++)
        {
            events[i] = events[i] switch
            {
                ExecutionCompletedEvent { FailureDetails: null } end when failure is not null =>
                    new ExecutionCompletedEvent(end.EventId, end.Result, end.OrchestrationStatus, failure) { Timestamp = end.Timestamp },
                SubOrchestrationInstanceCreatedEvent child when child.GetType() != typeof(SubOrchestrationInstanceCreatedEvent) =>
                    new SubOrchestrationInstanceCreatedEvent(child.EventId)
                    {
                        Name = child.Name,
                        Version = child.Version,
                        InstanceId = child.InstanceId,
                        Input = child.Input,
                        Timestamp = child.Timestamp,
                    },
                var other => other,
            };
        }
    }
}
