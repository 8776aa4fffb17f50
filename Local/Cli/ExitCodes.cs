namespace GlusterDr.Local.Cli;

/// <summary>The exit codes of <c>glusterdr</c>. Stable, because scripts depend on them.</summary>
public static class ExitCodes
{
    /// <summary>Success.</summary>
    public const int Ok = 0;

    /// <summary>Failed, or the check found something that would make a run fail.</summary>
    public const int Failed = 1;

    /// <summary>The command line or a policy file is invalid or unsafe.</summary>
    public const int BadInput = 2;

    /// <summary>Success with warnings.</summary>
    public const int Warnings = 3;

    /// <summary>Refused: in use by a run or operation of any control plane, or it would cause damage.</summary>
    public const int Refused = 4;

    /// <summary>The policy, run, volume or session does not exist.</summary>
    public const int NotFound = 5;

    /// <summary>No host answers or accepts the login, or the data directory cannot be used.</summary>
    public const int Unavailable = 6;

    /// <summary>A defect of GlusterDr itself.</summary>
    public const int Defect = 70;

    /// <summary>The run was cancelled, or the command was ended by Ctrl-C.</summary>
    public const int Cancelled = 130;

    /// <summary>A short description of each for <c>--help</c>; docs/errors.md has more.</summary>
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
