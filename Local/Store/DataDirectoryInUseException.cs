namespace GlusterDr.Local.Store;

/// <summary>Another host uses this data directory.</summary>
public sealed class DataDirectoryInUseException(string directory, string? processId, Exception cause)
    : Exception(
        $"The data directory '{directory}' is in use by another glusterdr host" +
        (processId is null ? "" : $" (process {processId})") +
        ". Stop that host, or use another data directory.", cause)
{
    /// <summary>The directory.</summary>
    public string Directory { get; } = directory;

    /// <summary>The process that uses it, if known.</summary>
    public string? ProcessId { get; } = processId;
}
