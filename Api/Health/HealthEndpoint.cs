using System.Reflection;
using GlusterDr.Api.Operations;
using GlusterDr.Api.Runs;
using GlusterDr.Runs;

namespace GlusterDr.Api.Health;

/// <summary>The handler for the health of the host.</summary>
internal static class HealthEndpoint
{
    public static string Version { get; } =
        typeof(HealthEndpoint).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0";

    public static async Task<HealthReport> GetAsync(IHostHealth host, RunCatalog runs, OperationCatalog operations, CancellationToken cancellation)
    {
        IReadOnlyList<Run> live = await runs.ListLiveAsync(cancellation);
        return new(Version, host.Work, host.IsHealthy, host.Failure, [.. live.Select(r => r.Id)])
        {
            Waiting = host.Waiting,
            LiveOperations = [.. (await operations.ListLiveAsync(cancellation)).Select(o => o.Id)],
        };
    }
}
