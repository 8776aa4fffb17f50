using System.Collections.Concurrent;
using System.Text.Json;
using GlusterDr.Durable;

namespace GlusterDr.Conformance.Engine;

/// <summary>Workflows and activities written inside a test, by name.</summary>
public sealed class ScriptBook
{
    private readonly Dictionary<string, Func<IOrchestrationContext, JsonElement?, Task<object?>>> _workflows = [];
    private readonly Dictionary<string, Func<ActivityContext, JsonElement?, Task<object?>>> _activities = [];
    private readonly ConcurrentDictionary<string, int> _calls = new();

    /// <summary>Adds or replaces a workflow.</summary>
    public ScriptBook Workflow<TInput, TOutput>(string name, Func<IOrchestrationContext, TInput, Task<TOutput>> script)
    {
        _workflows[name] = async (context, input) => await script(context, Read<TInput>(input));
        return this;
    }

    /// <summary>Adds a workflow without input.</summary>
    public ScriptBook Workflow<TOutput>(string name, Func<IOrchestrationContext, Task<TOutput>> script) =>
        Workflow<JsonElement?, TOutput>(name, (context, _) => script(context));

    /// <summary>Adds or replaces an activity.</summary>
    public ScriptBook Activity<TInput, TOutput>(string name, Func<TInput, Task<TOutput>> script) =>
        Activity<TInput, TOutput>(name, (_, input) => script(input));

    /// <summary>Adds an activity that completes synchronously.</summary>
    public ScriptBook Activity<TInput, TOutput>(string name, Func<TInput, TOutput> script) =>
        Activity<TInput, TOutput>(name, (_, input) => Task.FromResult(script(input)));

    /// <summary>Adds an activity that uses its context.</summary>
    public ScriptBook Activity<TInput, TOutput>(string name, Func<ActivityContext, TInput, Task<TOutput>> script)
    {
        _activities[name] = async (context, input) => await script(context, Read<TInput>(input));
        return this;
    }

    /// <summary>Removes a workflow.</summary>
    public void Remove(string workflow) => _workflows.Remove(workflow);

    /// <summary>How often this activity was started with this input, including before restarts of the engine.</summary>
    public int Calls(string activity, object? input = null) =>
        _calls.GetValueOrDefault(CallKey(activity, JsonSerializer.SerializeToElement(input, DrJson.Options)));

    /// <summary>How often activities were started, including before restarts of the engine.</summary>
    public int AllCalls => _calls.Values.Sum();

    /// <summary>The registry of all these workflows and activities.</summary>
    public DurableRegistry Registry()
    {
        DurableRegistry registry = new();
        foreach (string name in _workflows.Keys)
        {
            registry.AddOrchestrator<ScriptedOrchestrator>(name);
        }

        foreach (string name in _activities.Keys)
        {
            registry.AddActivity<ScriptedActivity>(name);
        }

        return registry;
    }

    /// <summary>Creates the classes that run the scripts.</summary>
    public object Create(Type type) =>
        type == typeof(ScriptedOrchestrator) ? new ScriptedOrchestrator(this) : new ScriptedActivity(this);

    internal Task<object?> PlayAsync(IOrchestrationContext context, JsonElement? input) =>
        _workflows[context.Name](context, input);

    internal Task<object?> PlayAsync(ActivityContext context, JsonElement? input)
    {
        _calls.AddOrUpdate(CallKey(context.Name, input), 1, (_, count) => count + 1);
        return _activities[context.Name](context, input);
    }

    private static string CallKey(string activity, JsonElement? input) =>
        input is null or { ValueKind: JsonValueKind.Null } ? activity : $"{activity}:{input.Value.GetRawText()}";

    private static T Read<T>(JsonElement? input) => input is { } element ? element.Deserialize<T>(DrJson.Options)! : default!;
}
