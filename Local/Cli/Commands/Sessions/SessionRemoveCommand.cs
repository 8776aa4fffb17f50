using System.CommandLine;
using GlusterDr.Local.Cli.Text;
using GlusterDr.Sessions.Catalog;
using GlusterDr.Sessions.Control;

namespace GlusterDr.Local.Cli.Commands.Sessions;

/// <summary>Removes a session.</summary>
internal sealed class SessionRemoveCommand : CliCommand
{
    private readonly SessionArgument _session = new();

    private readonly Option<bool> _reset = new("--reset-sync-time")
    {
        Description = "Reset the sync time: a new session of these volumes replicates everything again. Required if the secondary was changed, emptied or re-created.",
    };

    private readonly Option<bool> _force = new("--force") { Description = "Remove it although it runs (it is stopped first), or a policy needs it." };

    public SessionRemoveCommand()
        : base("remove", "Remove a stopped session. The data of both volumes is not changed.")
    {
        Add(_session);
        Add(_reset);
        Add(_force);
    }

    public override IReadOnlyList<(string Line, string Meaning)> Examples =>
    [
        ("glusterdr session remove p1/gv1/s1::gv2", "a new session of these volumes continues where this one stopped"),
        ("glusterdr session remove p1/gv1/s1::gv2 --reset-sync-time", "a new session replicates everything again"),
    ];

    public override async Task<int> RunAsync(CommandContext context, CancellationToken cancellation)
    {
        SessionAddress session = _session.Of(context);
        SessionOutcome outcome = await context.AskAsync(
            s => s.Api.RemoveSessionAsync(session, context.Parsed.GetValue(_reset), context.Parsed.GetValue(_force), cancellation), cancellation);
        return SessionText.Tell(context, outcome);
    }
}
