namespace GlusterDr.Local.Cli;

/// <summary>The command line asks for something impossible.</summary>
internal sealed class UsageException(string message) : Exception(message);
