using System.CommandLine;
using GlusterDr.Local.Cli.Text;
using GlusterDr.Sessions.Catalog;
using GlusterDr.Sessions.Options;

namespace GlusterDr.Local.Cli.Commands.Sessions;

/// <summary>Sets an option of a session.</summary>
internal sealed class SessionConfigSetCommand : CliCommand
{
    private readonly SessionArgument _session = new();
    private readonly Argument<string> _option = new("OPTION") { Description = "Name of an option, from `glusterdr session config list`." };
    private readonly Argument<string> _value = new("VALUE") { Description = "The value; write -- before a value that begins with a dash." };

    private readonly Option<bool> _force = new("--force")
    {
        Description = "Set it although it is unsafe for VM images, or the session is paused, which then runs briefly.",
    };

    public SessionConfigSetCommand()
        : base("set", "Set an option. Most options restart the workers; a started session replicates again when the command returns.")
    {
        Add(_session);
        Add(_option);
        Add(_value);
        Add(_force);
    }

    public override IReadOnlyList<(string Line, string Meaning)> Examples =>
    [
        ("glusterdr session config set p1/gv1/s1::gv2 use-meta-volume true", "one Active worker per subvolume, on whichever nodes its bricks are"),
        ("glusterdr session config set p1/gv1/s1::gv2 rsync-options -- --ignore-times", "a value that begins with a dash"),
    ];

    public override async Task<int> RunAsync(CommandContext context, CancellationToken cancellation)
    {
        SessionAddress session = _session.Of(context);
        (string option, string value) = (context.Parsed.GetRequiredValue(_option), context.Parsed.GetRequiredValue(_value));
        bool force = context.Parsed.GetValue(_force);
        SettingCheck.Require(SessionOptions.RequireChangeable(option), value, force);
        return SessionText.Tell(
            context, await context.AskAsync(s => s.Api.SetSessionOptionAsync(session, option, value, force, cancellation), cancellation));
    }
}
