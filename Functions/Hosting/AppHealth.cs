using GlusterDr.Api;

namespace GlusterDr.Functions.Hosting;

/// <summary>An app that answers is well: its engine is Azure's.</summary>
internal sealed class AppHealth : IHostHealth
{
    public HostWork Work => HostWork.Serve;

    public bool IsHealthy => true;

    public string? Failure => null;
}
