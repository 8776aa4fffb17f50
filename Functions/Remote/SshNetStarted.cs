namespace GlusterDr.Functions.Remote;

/// <summary>A login shell that has answered, and waits for our word.</summary>
/// <param name="ProcessId">Its process id, and that of the command that it will become.</param>
/// <param name="Output">What it has printed since.</param>
internal sealed record SshNetStarted(int ProcessId, string Output);
