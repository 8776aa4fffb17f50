using GlusterDr.Api;
using GlusterDr.Api.Health;

namespace GlusterDr.Functions.Hosting;

/// <summary>An app that answers is well, for its engine is Azure's, unless its settings keep it from the hosts.</summary>
internal sealed class AppHealth : IHostHealth
{
    /// <summary>What is wrong with the settings, as found at the start.</summary>
    public IReadOnlyList<string> Settings { get; set; } = [];

    public HostWork Work => HostWork.Serve;

    public bool IsHealthy => Settings.Count == 0;

    public string? Failure => IsHealthy ? null : string.Join(' ', Settings);
}
