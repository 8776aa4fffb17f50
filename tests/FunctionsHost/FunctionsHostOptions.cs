namespace GlusterDr.FunctionsHost;

/// <summary>How a function app is hosted.</summary>
public sealed record FunctionsHostOptions
{
    /// <summary>The app as <c>dotnet publish</c> leaves it: worker.config.json, host.json and the worker beside each other.</summary>
    public required string AppDirectory { get; init; }

    /// <summary>
    /// The app's settings, with two underscores or a colon between the parts of a name. The worker process has them in its environment;
    /// the host reads them over host.json, so <c>AzureFunctionsJobHost__extensions__queues__maxPollingInterval</c> sets that one.
    /// </summary>
    public required IReadOnlyDictionary<string, string> Settings { get; init; }

    /// <summary>The key that opens functions of the level "function", in the header x-functions-key or as the query's code.</summary>
    public string Key { get; init; } = "tests";

    /// <summary>Schedules in place of those that the timers have, by the function's name: tests do not wait a minute.</summary>
    public IReadOnlyDictionary<string, string> Schedules { get; init; } = new Dictionary<string, string>();

    /// <summary>Under which the host keeps its timers' leases and schedules in the storage account.</summary>
    public string HostId { get; init; } = "tests";
}
