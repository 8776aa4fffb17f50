namespace GlusterDr.Local.Cli;

/// <summary>No host can be reached or started for this data directory.</summary>
internal sealed class HostUnavailableException(string message, Exception? cause = null) : Exception(message, cause);
