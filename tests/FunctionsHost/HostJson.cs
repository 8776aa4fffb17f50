using Microsoft.Extensions.Configuration;

namespace GlusterDr.FunctionsHost;

/// <summary>The app's settings with the precedence of the Functions host: environment variables override host.json.</summary>
internal static class HostJson
{
    /// <summary>The section where WebJobs expects the top level of host.json.</summary>
    public const string Section = "AzureFunctionsJobHost";

    /// <summary>Adds host.json and the app's settings.</summary>
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
