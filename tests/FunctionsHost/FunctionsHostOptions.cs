namespace GlusterDr.FunctionsHost;

/// <summary>How a function app is hosted.</summary>
public sealed record FunctionsHostOptions
{
    /// <summary>The output directory of <c>dotnet publish</c>, with worker.config.json, host.json and the worker.</summary>
    public required string AppDirectory { get; init; }

    /// <summary>
    /// The app's settings. The parts of a name are separated by two underscores or a colon. The worker process gets them as environment variables;
    /// in the host they override host.json, for example <c>AzureFunctionsJobHost__extensions__queues__maxPollingInterval</c>.
    /// </summary>
    public required IReadOnlyDictionary<string, string> Settings { get; init; }

    /// <summary>The key for functions of the level "function", in the header x-functions-key or the query parameter code.</summary>
    public string Key { get; init; } = "tests";

    /// <summary>Schedules that replace those of timers, by the function's name, so that tests need not wait a minute.</summary>
    public IReadOnlyDictionary<string, string> Schedules { get; init; } = new Dictionary<string, string>();

    /// <summary>The id under which the host stores leases and schedules of timers in the storage account.</summary>
    public string HostId { get; init; } = "tests";
}
