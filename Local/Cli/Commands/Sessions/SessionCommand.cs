namespace GlusterDr.Local.Cli.Commands.Sessions;

/// <summary>Commands about geo-replication sessions.</summary>
internal sealed class SessionCommand : CommandGroup
{
    public SessionCommand()
        : base("session", "Show and manage Gluster's geo-replication sessions.")
    {
        Add(new SessionListCommand());
        Add(new SessionCreateCommand());
        Add(new SessionDestinationsCommand());
        Add(new SessionOfCommand());
        Add(new SessionCleanCommand());
        Add(new SessionShowCommand());
        Add(SessionChangeCommand.Start());
        Add(SessionChangeCommand.Stop());
        Add(SessionChangeCommand.Pause());
        Add(SessionChangeCommand.Resume());
        Add(SessionDiagnosisCommand.Diagnose());
        Add(SessionDiagnosisCommand.Repair());
        Add(new SessionRemoveCommand());
        Add(new SessionConfigCommand());
        Add(new SessionBandwidthCommand());
    }

    public override IReadOnlyList<(string Line, string Meaning)> Examples =>
    [
        ("glusterdr session list --host p1", "all sessions whose primary is in the pool of p1, and their health"),
        ("glusterdr session destinations --host s1", "volumes of a pool, and whether they can be a destination"),
        ("glusterdr session create --host p1 gv1 s1::gv2", "create a session and start it"),
        ("glusterdr session of --host s1 gv2", "whether a volume is a destination, and of which primary"),
        ("glusterdr session show p1/gv1/s1::gv2", "one session, brick by brick"),
        ("glusterdr session diagnose p1/gv1/s1::gv2", "find what is wrong, and the fix"),
        ("glusterdr session repair p1/gv1/s1::gv2", "apply the fixes, and verify the result"),
        ("glusterdr session stop p1/gv1/s1::gv2", "the secondary no longer changes"),
    ];
}
