using System.CommandLine;
using GlusterDr.Local.Cli.Text;
using GlusterDr.Sessions.Catalog;
using GlusterDr.Sessions.Options;

namespace GlusterDr.Local.Cli.Commands.Sessions;

/// <summary>Resets an option of a session to its default.</summary>
internal sealed class SessionConfigResetCommand : CliCommand
{
    private readonly SessionArgument _session = new();
    private readonly Argument<string> _option = new("OPTION") { Description = "Name of an option, from `glusterdr session config list`." };
    private readonly Option<bool> _force = new("--force") { Description = "Apply it also to a paused session, which then runs briefly." };

    public SessionConfigResetCommand()
        : base("reset", "Reset an option to its default.")
    {
        Add(_session);
        Add(_option);
        Add(_force);
    }

    public override IReadOnlyList<(string Line, string Meaning)> Examples => [("glusterdr session config reset p1/gv1/s1::gv2 sync-jobs", "back to 3")];

    public override async Task<int> RunAsync(CommandContext context, CancellationToken cancellation)
    {
        SessionAddress session = _session.Of(context);
        string option = SessionOptions.RequireChangeable(context.Parsed.GetRequiredValue(_option)).Name;
        bool force = context.Parsed.GetValue(_force);
        return SessionText.Tell(context, await context.AskAsync(s => s.Api.ResetSessionOptionAsync(session, option, force, cancellation), cancellation));
    }
}
