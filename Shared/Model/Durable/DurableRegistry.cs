namespace GlusterDr.Durable;

/// <summary>Maps names to orchestration and activity classes. All engines use one registry.</summary>
public sealed class DurableRegistry
{
    private readonly Dictionary<string, Type> _orchestrators = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Type> _activities = new(StringComparer.Ordinal);

    /// <summary>Orchestrations by name.</summary>
    public IReadOnlyDictionary<string, Type> Orchestrators => _orchestrators;

    /// <summary>Activities by name.</summary>
    public IReadOnlyDictionary<string, Type> Activities => _activities;

    /// <summary>Adds an orchestration under its class name, or under another name.</summary>
    /// <exception cref="ArgumentException">The name is taken.</exception>
    public DurableRegistry AddOrchestrator<T>(string? name = null)
        where T : IOrchestrator => AddOrchestrator(typeof(T), name);

    /// <inheritdoc cref="AddOrchestrator{T}"/>
    public DurableRegistry AddOrchestrator(Type type, string? name = null)
    {
        _orchestrators.Add(name ?? type.Name, type);
        return this;
    }

    /// <summary>Adds an activity under its class name, or under another name.</summary>
    /// <exception cref="ArgumentException">The name is taken.</exception>
    public DurableRegistry AddActivity<T>(string? name = null)
        where T : IActivity => AddActivity(typeof(T), name);

    /// <inheritdoc cref="AddActivity{T}"/>
    public DurableRegistry AddActivity(Type type, string? name = null)
    {
        _activities.Add(name ?? type.Name, type);
        return this;
    }
}
