using Microsoft.Azure.WebJobs.Extensions.DurableTask;
using OperatingSystem = Microsoft.Azure.WebJobs.Extensions.DurableTask.OperatingSystem;

namespace GlusterDr.FunctionsHost;

/// <summary>
/// The platform information for the Durable extension. On Linux the extension would copy each event to a log for Azure, on the console or under
/// /var/log. Nobody reads these here.
/// </summary>
#pragma warning disable CS0612 // The interface is obsolete, but there is no other.
internal sealed class QuietPlatform : IPlatformInformation
#pragma warning restore CS0612
{
    public bool IsInConsumptionPlan() => false;

    public bool IsManagedAppEnvironment() => false;

    public OperatingSystem GetOperatingSystem() => OperatingSystem.Windows;

    public WorkerRuntimeType GetWorkerRuntimeType() => WorkerRuntimeType.DotNetIsolated;

    public string? GetLinuxTenant() => null;

    public string? GetLinuxStampName() => null;

    public string? GetContainerName() => null;

    public bool UsesExternalPowerShellSDK() => false;
}
