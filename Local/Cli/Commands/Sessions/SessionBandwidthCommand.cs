using System.CommandLine;
using GlusterDr.Local.Cli.Text;
using GlusterDr.Sessions;

namespace GlusterDr.Local.Cli.Commands.Sessions;

/// <summary>Limits a session's bandwidth.</summary>
internal sealed class SessionBandwidthCommand : CliCommand
{
    private readonly SessionArgument _session = new();

    private readonly Argument<string?> _limit = new("LIMIT")
    {
        Description = "10M, 10MiB, 512KiB of each second, or off. Without it, what stands is shown.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<bool> _force = new("--force") { Description = "Also for a paused session: it runs for a moment then." };

    public SessionBandwidthCommand()
        : base("bandwidth", "See or limit what a session carries in a second. Other rsync options stay as they are.")
    {
        Add(_session);
        Add(_limit);
        Add(_force);
    }

    public override IReadOnlyList<(string Line, string Meaning)> Examples =>
    [
        ("glusterdr session bandwidth p1/gv1/s1::gv2 10M", "all of its rsyncs together carry no more than 10 MiB a second"),
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
