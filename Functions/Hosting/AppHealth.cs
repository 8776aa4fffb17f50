using GlusterDr.Api;
using GlusterDr.Api.Health;

namespace GlusterDr.Functions.Hosting;

/// <summary>The health of the app. Azure runs its engine, so an app that answers is healthy unless its settings prevent it from reaching hosts.</summary>
internal sealed class AppHealth : IHostHealth
{
    /// <summary>The problems of the settings, as found at the start.</summary>
    public IReadOnlyList<string> Settings { get; set; } = [];

    public HostWork Work => HostWork.Serve;

    public bool IsHealthy => Settings.Count == 0;

    public string? Failure => IsHealthy ? null : string.Join(' ', Settings);
}
