using GlusterDr.Hypervisors.Ovirt.Engine;
using GlusterDr.Sites;

namespace GlusterDr.Simulators;

/// <summary>Connects to simulated engines, and delivers their answers to <see cref="HttpClient"/> within the simulation.</summary>
public sealed class EnginesInSimulation(Simulation simulation, IEngineHandlerFactory engines) : IEngineHandlerFactory
{
    /// <inheritdoc/>
    public HttpMessageHandler Create(EngineSettings settings) => new Handler(simulation, engines.Create(settings));

    private sealed class Handler(Simulation simulation, HttpMessageHandler inner) : DelegatingHandler(inner)
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            simulation.HandOver(base.SendAsync(request, cancellationToken));
    }
}
