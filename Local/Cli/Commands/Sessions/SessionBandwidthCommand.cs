using System.CommandLine;
using GlusterDr.Local.Cli.Text;
using GlusterDr.Sessions.Catalog;
using GlusterDr.Sessions.Control;

namespace GlusterDr.Local.Cli.Commands.Sessions;

/// <summary>Limits a session's bandwidth.</summary>
internal sealed class SessionBandwidthCommand : CliCommand
{
    private readonly SessionArgument _session = new();

    private readonly Argument<string?> _limit = new("LIMIT")
    {
        Description = "Bytes per second as 10M, 10MiB or 512KiB, or off. Without it, the current limit is shown.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<bool> _force = new("--force") { Description = "Apply it also to a paused session, which then runs briefly." };

    public SessionBandwidthCommand()
        : base("bandwidth", "Show or limit the bandwidth of a session. Other rsync options are not changed.")
    {
        Add(_session);
        Add(_limit);
        Add(_force);
    }

    public override IReadOnlyList<(string Line, string Meaning)> Examples =>
    [
        ("glusterdr session bandwidth p1/gv1/s1::gv2 10M", "all rsync processes of the session together transfer at most 10 MiB per second"),
        ("glusterdr session bandwidth p1/gv1/s1::gv2 off", "no limit"),
    ];

    public override async Task<int> RunAsync(CommandContext context, CancellationToken cancellation)
    {
        SessionAddress session = _session.Of(context);
        if (context.Parsed.GetValue(_limit) is not { } limit)
        {
            context.Write(
                await context.AskAsync(s => s.Api.GetSessionLimitAsync(session, cancellation), cancellation), stands => $"session {session}: bandwidth: {stands}");
            return ExitCodes.Ok;
        }

        SessionOutcome outcome = await context.AskAsync(
            s => s.Api.LimitSessionAsync(session, limit, context.Parsed.GetValue(_force), cancellation), cancellation);
        return SessionText.Tell(context, outcome);
    }
}
