using System.Collections.Concurrent;
using GlusterDr.FunctionsHost.Functions;

namespace GlusterDr.FunctionsHost;

/// <summary>How often the app's functions were called.</summary>
public sealed class CallCounts
{
    private readonly ConcurrentDictionary<string, int> _calls = new(StringComparer.Ordinal);

    /// <summary>The number of calls of functions with this trigger, for example <c>activityTrigger</c>.</summary>
    public int Of(string trigger) => _calls.GetValueOrDefault(trigger);

    internal void Add(FunctionDefinition function) => _calls.AddOrUpdate(function.Trigger.Type, 1, (_, count) => count + 1);
}
