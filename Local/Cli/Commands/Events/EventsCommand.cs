namespace GlusterDr.Local.Cli.Commands.Events;

/// <summary>Commands about Gluster's events.</summary>
internal sealed class EventsCommand : CommandGroup
{
    public EventsCommand()
        : base("events", "Configure Gluster's events. They let runs detect a completed checkpoint before the next poll. Runs work without events.")
    {
        Add(new EventsStatusCommand());
        Add(new EventsInstallCommand());
        Add(new EventsRemoveCommand());
    }

    public override IReadOnlyList<(string Line, string Meaning)> Examples =>
    [
        ("glusterdr events install --host p1 --url http://192.0.2.5:24108/api/v1/gluster-events", "every node of p1's pool posts its events there"),
        ("glusterdr events status --host p1", "whether each node's daemon runs, and when its last event arrived"),
    ];
}
