namespace GlusterDr.Remote;

/// <summary>A program and its arguments. Never a line that a shell would parse.</summary>
/// <param name="Arguments">The program first.</param>
/// <param name="Timeout">Bound on the whole command, here and at the host.</param>
public sealed record RemoteCommand(IReadOnlyList<string> Arguments, TimeSpan Timeout)
{
    /// <summary>What the program reads from its standard input.</summary>
    public string StandardInput { get; init; } = "";

    /// <summary>Runs with the lowest CPU and I/O priority.</summary>
    public bool Background { get; init; }

    /// <summary>The command as a person would type it, for errors and logs.</summary>
    public override string ToString() => PosixShell.Quote(Arguments);
}
