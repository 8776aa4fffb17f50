namespace GlusterDr.Local.Cli.Commands.Sessions;

/// <summary>A session's configuration.</summary>
internal sealed class SessionConfigCommand : CommandGroup
{
    public SessionConfigCommand()
        : base("config", "See and change the configuration of a session.")
    {
        Add(new SessionConfigListCommand());
        Add(new SessionConfigSetCommand());
        Add(new SessionConfigResetCommand());
    }

    public override IReadOnlyList<(string Line, string Meaning)> Examples =>
    [
        ("glusterdr session config list p1/gv1/s1::gv2", "every option with its value, default and meaning"),
        ("glusterdr session config set p1/gv1/s1::gv2 sync-jobs 6", "change one; a session that was started replicates again afterwards"),
        ("glusterdr session config reset p1/gv1/s1::gv2 sync-jobs", "back to its default"),
    ];
}
