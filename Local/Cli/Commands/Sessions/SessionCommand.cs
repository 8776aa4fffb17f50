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
    }

    public override IReadOnlyList<(string Line, string Meaning)> Examples =>
    [
        ("glusterdr session list --host p1", "every session whose primary is in the pool of p1, and how it is"),
        ("glusterdr session destinations --host s1", "volumes that a copy could go to"),
        ("glusterdr session create --host p1 gv1 s1::gv2", "from two volumes to a session that replicates"),
        ("glusterdr session of --host s1 gv2", "whether a volume is a destination, and of whom"),
    ];
}
