namespace GlusterDr.Durable;

/// <summary>Which class runs under which name. One list serves every engine.</summary>
public sealed class DurableRegistry
{
    private readonly Dictionary<string, Type> _orchestrators = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Type> _activities = new(StringComparer.Ordinal);

    /// <summary>Orchestrations by name.</summary>
    public IReadOnlyDictionary<string, Type> Orchestrators => _orchestrators;

    /// <summary>Activities by name.</summary>
    public IReadOnlyDictionary<string, Type> Activities => _activities;

    /// <summary>Adds an orchestration under its class name, or another.</summary>
    /// <exception cref="ArgumentException">The name is taken.</exception>
    public DurableRegistry AddOrchestrator<T>(string? name = null)
        where T : IOrchestrator
    {
        _orchestrators.Add(name ?? typeof(T).Name, typeof(T));
        return this;
    }

    /// <summary>Adds an activity under its class name, or another.</summary>
    /// <exception cref="ArgumentException">The name is taken.</exception>
    public DurableRegistry AddActivity<T>(string? name = null)
        where T : IActivity
    {
        _activities.Add(name ?? typeof(T).Name, typeof(T));
        return this;
    }
}
