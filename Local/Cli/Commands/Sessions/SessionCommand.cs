namespace GlusterDr.Local.Cli.Commands.Sessions;

/// <summary>All about geo-replication sessions.</summary>
internal sealed class SessionCommand : CommandGroup
{
    public SessionCommand()
        : base("session", "See and steer Gluster's geo-replication sessions.")
    {
        Add(new SessionListCommand());
    }

    public override IReadOnlyList<(string Line, string Meaning)> Examples =>
    [
        ("glusterdr session list --host p1", "every session whose primary is in the pool of p1, and how it is"),
    ];
}
