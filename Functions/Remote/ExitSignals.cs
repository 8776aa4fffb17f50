namespace GlusterDr.Functions.Remote;

/// <summary>The exit code that a shell reports for a command that a signal ended.</summary>
internal static class ExitSignals
{
    private const int Offset = 128;

    // Each at the index of its number in Linux.
    private static readonly string[] s_names =
        ["", "HUP", "INT", "QUIT", "ILL", "TRAP", "ABRT", "BUS", "FPE", "KILL", "USR1", "SEGV", "USR2", "PIPE", "ALRM", "TERM"];

    public static int ExitCode(string signal) => Offset + Math.Max(0, Array.IndexOf(s_names, signal));
}
