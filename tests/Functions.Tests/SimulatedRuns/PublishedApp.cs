using System.Reflection;
using GlusterDr.FunctionsHost;

namespace GlusterDr.Tests.Functions.SimulatedRuns;

/// <summary>The output of <c>dotnet publish</c>, made when these tests were built.</summary>
internal static class PublishedApp
{
    /// <summary>Its directory.</summary>
    public static string Directory { get; } = Said("PublishedApp");

    /// <summary>
    /// The options for tests: those of host.json, except for what only costs time: queues are polled five times a second, leases of a
    /// dead host expire after a minute, the minimum of the extension, and timers are off.
    /// </summary>
    /// <param name="connectionString">The storage account.</param>
    /// <param name="hub">The task hub.</param>
    /// <param name="sites">The socket of the simulated sites. Null: the app connects to hosts itself.</param>
    /// <param name="more">Further settings.</param>
    public static FunctionsHostOptions Options(string connectionString, string hub, string? sites, params (string Name, string Value)[] more)
    {
        const string durable = "AzureFunctionsJobHost__extensions__durableTask__";
        Dictionary<string, string> settings = new()
        {
            ["AzureWebJobsStorage"] = connectionString,
            [$"{durable}hubName"] = hub,
            [$"{durable}storageProvider__maxQueuePollingInterval"] = "00:00:00.200",
            [$"{durable}storageProvider__controlQueueVisibilityTimeout"] = "00:01:00",
            [$"{durable}storageProvider__workItemQueueVisibilityTimeout"] = "00:01:00",
            ["AzureFunctionsJobHost__extensions__queues__maxPollingInterval"] = "00:00:00.200",
            ["AzureFunctionsJobHost__extensions__queues__visibilityTimeout"] = "00:00:00",
            ["AzureWebJobs__DueRuns__Disabled"] = "true",
            ["AzureWebJobs__PurgeHistory__Disabled"] = "true",
        };
        if (sites is not null)
        {
            settings["DOTNET_STARTUP_HOOKS"] = Said("SitesHook");
            settings["GLUSTERDR_SITES"] = sites;
        }

        foreach ((string name, string value) in more)
        {
            settings[name] = value;
        }

        return new FunctionsHostOptions { AppDirectory = Directory, Settings = settings };
    }

    private static string Said(string key) =>
        typeof(PublishedApp).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(said => said.Key == key).Value!;
}
