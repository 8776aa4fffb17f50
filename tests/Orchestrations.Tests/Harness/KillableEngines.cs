using GlusterDr.Hypervisors.Ovirt.Engine;
using GlusterDr.Sites;

namespace GlusterDr.Tests.Orchestrations.Harness;

/// <summary>A control plane's connections to oVirt engines. A killed process sends no more requests, and gets no answers.</summary>
internal sealed class KillableEngines(IEngineHandlerFactory engines) : IEngineHandlerFactory
{
    private volatile bool _killed;

    public void Kill() => _killed = true;

    public HttpMessageHandler Create(EngineSettings settings) => new Handler(this, engines.Create(settings));

    private Task NeverIfKilledAsync() => _killed ? new TaskCompletionSource().Task : Task.CompletedTask;

    private sealed class Handler(KillableEngines owner, HttpMessageHandler inner) : DelegatingHandler(inner)
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            await owner.NeverIfKilledAsync();
            HttpResponseMessage response = await base.SendAsync(request, cancellationToken);
            await owner.NeverIfKilledAsync();
            return response;
        }
    }
}
