using GlusterDr.Hypervisors.Ovirt.Engine;
using GlusterDr.Sites;

namespace GlusterDr.Simulators;

/// <summary>Connects to simulated engines by their host names.</summary>
public sealed class SimulatedEngines(params SimulatedEngine[] engines) : IEngineHandlerFactory
{
    /// <inheritdoc/>
    /// <exception cref="ArgumentException">No engine is at that address.</exception>
    public HttpMessageHandler Create(EngineSettings settings) =>
        Array.Find(engines, e => e.Address.Host == new Uri(settings.Url).Host) is { } engine
            ? new EngineHandler(engine)
            : throw new ArgumentException($"No simulated engine is at {settings.Url}.", nameof(settings));
}
