namespace GlusterDr.Local.Cli.Commands.Sessions;

/// <summary>Commands about the options of a session.</summary>
internal sealed class SessionConfigCommand : CommandGroup
{
    public SessionConfigCommand()
        : base("config", "Show and change the options of a session.")
    {
        Add(new SessionConfigListCommand());
        Add(new SessionConfigSetCommand());
        Add(new SessionConfigResetCommand());
    }

    public override IReadOnlyList<(string Line, string Meaning)> Examples =>
    [
        ("glusterdr session config list p1/gv1/s1::gv2", "every option with its value, default and meaning"),
        ("glusterdr session config set p1/gv1/s1::gv2 sync-jobs 6", "set an option; a started session replicates again afterwards"),
        ("glusterdr session config reset p1/gv1/s1::gv2 sync-jobs", "reset an option to its default"),
    ];
}
