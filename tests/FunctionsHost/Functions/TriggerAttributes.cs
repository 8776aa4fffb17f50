using Microsoft.AspNetCore.Http;
using Microsoft.Azure.WebJobs;
using Microsoft.Azure.WebJobs.Extensions.DurableTask;

namespace GlusterDr.FunctionsHost.Functions;

/// <summary>Maps each trigger of functions.metadata to the attribute of its extension.</summary>
/// <param name="schedules">Schedules that replace those of timers, by function.</param>
internal sealed class TriggerAttributes(IReadOnlyDictionary<string, string> schedules)
{
    /// <summary>The attribute of a function's trigger.</summary>
    /// <exception cref="NotSupportedException">This host has no such trigger.</exception>
    public TriggerAttribute Of(FunctionDefinition function)
    {
        FunctionBinding trigger = function.Trigger;
        return trigger.Type switch
        {
            "orchestrationTrigger" => new(typeof(OrchestrationTriggerAttribute), typeof(string)),
            "activityTrigger" => new(typeof(ActivityTriggerAttribute), typeof(string)),
            "queueTrigger" => new(typeof(QueueTriggerAttribute), typeof(string), trigger["queueName"]!),
            "timerTrigger" => new(typeof(TimerTriggerAttribute), typeof(TimerInfo), schedules.GetValueOrDefault(function.Name, trigger["schedule"]!)),
            "httpTrigger" => new(typeof(NoAutomaticTriggerAttribute), typeof(HttpContext)) { IsOnMethod = true },
            "manualTrigger" => new(typeof(NoAutomaticTriggerAttribute), typeof(object)) { IsOnMethod = true },
            string other => throw new NotSupportedException($"The function {function.Name} has a trigger that this host does not know: {other}."),
        };
    }
}
