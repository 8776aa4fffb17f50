using Microsoft.Extensions.Configuration;

namespace GlusterDr.FunctionsHost;

/// <summary>The app's settings as the Functions host lays them over each other: host.json, and over it what stands in the environment.</summary>
internal static class HostJson
{
    /// <summary>Where WebJobs looks for what host.json has at its top.</summary>
    public const string Section = "AzureFunctionsJobHost";

    /// <summary>Adds it.</summary>
    public static IConfigurationBuilder AddHostJson(this IConfigurationBuilder configuration, FunctionsHostOptions options)
    {
        IConfiguration file = new ConfigurationBuilder().AddJsonFile(Path.Combine(options.AppDirectory, "host.json"), optional: false).Build();
        return configuration
            .AddInMemoryCollection(file.AsEnumerable().Select(item => KeyValuePair.Create($"{Section}:{item.Key}", item.Value)))
            .AddInMemoryCollection(options.Settings.Select(setting =>
                KeyValuePair.Create(setting.Key.Replace("__", ":", StringComparison.Ordinal), (string?)setting.Value)))
            .AddInMemoryCollection([
                new("AzureWebJobsConfigurationSection", Section),
                new("FUNCTIONS_WORKER_RUNTIME", "dotnet-isolated")]);
    }
}
