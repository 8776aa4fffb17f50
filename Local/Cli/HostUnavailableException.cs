namespace GlusterDr.Local.Cli;

/// <summary>There is no host to be had for this data directory.</summary>
internal sealed class HostUnavailableException(string message, Exception? cause = null) : Exception(message, cause);
