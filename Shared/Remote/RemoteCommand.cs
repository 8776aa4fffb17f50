namespace GlusterDr.Remote;

/// <summary>A program and its arguments. Never a line for a shell to parse.</summary>
/// <param name="Arguments">The program first.</param>
/// <param name="Timeout">The time limit of the command, here and at the host.</param>
public sealed record RemoteCommand(IReadOnlyList<string> Arguments, TimeSpan Timeout)
{
    /// <summary>The standard input of the program.</summary>
    public string StandardInput { get; init; } = "";

    /// <summary>Whether it runs with the lowest CPU and I/O priority.</summary>
    public bool Background { get; init; }

    /// <summary>The command as it would be typed, for errors and logs.</summary>
    public override string ToString() => PosixShell.Quote(Arguments);
}
