namespace GlusterDr.Local.Cli.Commands.Sessions;

/// <summary>All about geo-replication sessions.</summary>
internal sealed class SessionCommand : CommandGroup
{
    public SessionCommand()
        : base("session", "See and steer Gluster's geo-replication sessions.")
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
        ("glusterdr session list --host p1", "every session whose primary is in the pool of p1, and how it is"),
        ("glusterdr session destinations --host s1", "volumes that a copy could go to"),
        ("glusterdr session create --host p1 gv1 s1::gv2", "from two volumes to a session that replicates"),
        ("glusterdr session of --host s1 gv2", "whether a volume is a destination, and of whom"),
        ("glusterdr session show p1/gv1/s1::gv2", "one of them, brick by brick"),
        ("glusterdr session diagnose p1/gv1/s1::gv2", "what is wrong with it, and what to do"),
        ("glusterdr session repair p1/gv1/s1::gv2", "do that, and prove it"),
        ("glusterdr session stop p1/gv1/s1::gv2", "the secondary stands still"),
    ];
}
