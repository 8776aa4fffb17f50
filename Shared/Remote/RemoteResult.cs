namespace GlusterDr.Remote;

/// <summary>The result of a command. An exit code of 0 is a claim, not a proof.</summary>
public sealed record RemoteResult(int ExitCode, string StandardOutput, string StandardError);
