using System.CommandLine;
using GlusterDr.Local.Cli.Text;
using GlusterDr.Sessions;

namespace GlusterDr.Local.Cli.Commands.Sessions;

/// <summary>Removes a session.</summary>
internal sealed class SessionRemoveCommand : CliCommand
{
    private readonly SessionArgument _session = new();

    private readonly Option<bool> _reset = new("--reset-sync-time")
    {
        Description = "Forget what has arrived: a new session of these volumes then carries everything again. Needed when the secondary was changed, emptied or made anew.",
    };

    private readonly Option<bool> _force = new("--force") { Description = "Also one that runs (it is stopped first), or that a policy needs." };

    public SessionRemoveCommand()
        : base("remove", "Remove a session that is stopped. The data of both volumes stays as it is.")
    {
        Add(_session);
        Add(_reset);
        Add(_force);
    }

    public override IReadOnlyList<(string Line, string Meaning)> Examples =>
    [
        ("glusterdr session remove p1/gv1/s1::gv2", "a new session of these volumes would go on where this one was"),
        ("glusterdr session remove p1/gv1/s1::gv2 --reset-sync-time", "a new one would begin from nothing"),
    ];

    public override async Task<int> RunAsync(CommandContext context, CancellationToken cancellation)
    {
        SessionAddress session = _session.Of(context);
        SessionOutcome outcome = await context.AskAsync(
            s => s.Api.RemoveSessionAsync(session, context.Parsed.GetValue(_reset), context.Parsed.GetValue(_force), cancellation), cancellation);
        return SessionText.Tell(context, outcome);
    }
}
