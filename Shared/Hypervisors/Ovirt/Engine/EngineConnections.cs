using System.Collections.Concurrent;
using GlusterDr.Remote.Secrets;
using GlusterDr.Sites;
using Microsoft.Extensions.Logging;

namespace GlusterDr.Hypervisors.Ovirt.Engine;

/// <summary>One client per oVirt engine for all steps of all runs, which share its login and its list calls.</summary>
public sealed class EngineConnections(
    IEngineHandlerFactory handlers, ISecretReader secrets, TimeProvider time, ILoggerFactory loggers) : IDisposable
{
    private readonly ConcurrentDictionary<EngineSettings, Lazy<(EngineClient Client, OvirtHypervisor Hypervisor)>> _engines = new();

    /// <summary>Gets the hypervisor of this engine.</summary>
    public OvirtHypervisor Get(EngineSettings settings) => _engines.GetOrAdd(settings, key => new(() => Connect(key), LazyThreadSafetyMode.PublicationOnly)).Value.Hypervisor;

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (Lazy<(EngineClient Client, OvirtHypervisor)> engine in _engines.Values.Where(e => e.IsValueCreated))
        {
            engine.Value.Client.Dispose();
        }
    }

    private (EngineClient Client, OvirtHypervisor Hypervisor) Connect(EngineSettings settings)
    {
        EngineClient client = new(settings, handlers, secrets, time, loggers.CreateLogger<EngineClient>());
        return (client, new OvirtHypervisor(client, settings, time, loggers.CreateLogger<OvirtHypervisor>()));
    }
}
