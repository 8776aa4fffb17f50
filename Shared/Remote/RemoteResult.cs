namespace GlusterDr.Remote;

/// <summary>What a command left: an exit code is a claim, not a proof.</summary>
public sealed record RemoteResult(int ExitCode, string StandardOutput, string StandardError);
