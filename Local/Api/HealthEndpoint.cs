using System.Reflection;
using GlusterDr.Local.Engine;
using GlusterDr.Local.Hosting;

namespace GlusterDr.Local.Api;

/// <summary>Says how the host is.</summary>
internal static class HealthEndpoint
{
    public static string Version { get; } =
        typeof(HealthEndpoint).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0";

    public static async Task<HealthReport> GetAsync(
        EmbeddedEngine engine, RunCatalog runs, LocalHostOptions options, CancellationToken cancellation)
    {
        IReadOnlyList<Runs.Run> live = await runs.ListLiveAsync(cancellation);
        return new(
            Version, options.Work, !engine.Stopped.IsCancellationRequested, engine.Failure?.Message, [.. live.Select(r => r.Id)]);
    }
}
