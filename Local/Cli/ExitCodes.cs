namespace GlusterDr.Local.Cli;

/// <summary>What <c>glusterdr</c> returns to the shell. Stable: scripts depend on it.</summary>
public static class ExitCodes
{
    /// <summary>Done.</summary>
    public const int Ok = 0;

    /// <summary>It failed, or the check found what would make a run fail.</summary>
    public const int Failed = 1;

    /// <summary>The command line, or a policy file, says something impossible, or unsafe.</summary>
    public const int BadInput = 2;

    /// <summary>Done, but something falls short; it is named.</summary>
    public const int Warnings = 3;

    /// <summary>Refused: a run or an operation, of this control plane or of another one, is at work on it; or it would hurt.</summary>
    public const int Refused = 4;

    /// <summary>There is no such policy, run, volume or session.</summary>
    public const int NotFound = 5;

    /// <summary>No host answers or lets us in, or the data directory cannot be had.</summary>
    public const int Unavailable = 6;

    /// <summary>A defect of GlusterDr itself.</summary>
    public const int Defect = 70;

    /// <summary>The run was cancelled, or the command was left by ctrl-c.</summary>
    public const int Cancelled = 130;

    /// <summary>A word on each for <c>--help</c>; docs/errors.md says more.</summary>
    public static IReadOnlyList<(int Code, string Meaning)> Table { get; } =
    [
        (Ok, "success"),
        (Failed, "failed"),
        (BadInput, "wrong command line or policy file"),
        (Warnings, "success with warnings"),
        (Refused, "refused"),
        (NotFound, "not found"),
        (Unavailable, "host or data directory not available"),
        (Defect, "defect of GlusterDr"),
        (Cancelled, "cancelled"),
    ];
}
