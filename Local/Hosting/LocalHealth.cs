using GlusterDr.Api;
using GlusterDr.Local.Engine;

namespace GlusterDr.Local.Hosting;

/// <summary>The embedded host is as well as its engine.</summary>
internal sealed class LocalHealth(EmbeddedEngine engine, LocalHostOptions options) : IHostHealth
{
    public HostWork Work => options.Work;

    public bool IsHealthy => !engine.Stopped.IsCancellationRequested;

    public string? Failure => engine.Failure?.Message;
}
