using Microsoft.Azure.WebJobs.Extensions.DurableTask;
using OperatingSystem = Microsoft.Azure.WebJobs.Extensions.DurableTask.OperatingSystem;

namespace GlusterDr.FunctionsHost;

/// <summary>
/// What the Durable extension asks of its platform. On Linux it would copy each of its events to a log of Azure's, on the console or under
/// /var/log: there is nobody here who reads that.
/// </summary>
#pragma warning disable CS0612 // The interface is marked as obsolete, and is the only way.
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
