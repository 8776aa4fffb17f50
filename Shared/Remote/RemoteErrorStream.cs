namespace GlusterDr.Remote;

/// <summary>Standard error, taken apart.</summary>
/// <param name="Diagnostics">What ssh and the login shell said.</param>
/// <param name="Command">What the command said.</param>
/// <param name="ExitCode">The command's own exit code; null: it never got to say it.</param>
internal sealed record RemoteErrorStream(string Diagnostics, string Command, int? ExitCode);
