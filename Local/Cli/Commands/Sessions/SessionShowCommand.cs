using System.CommandLine;
using GlusterDr.Local.Cli.Text;
using GlusterDr.Policies;
using GlusterDr.Sessions;

namespace GlusterDr.Local.Cli.Commands.Sessions;

/// <summary>Shows a session.</summary>
internal sealed class SessionShowCommand : CliCommand
{
    private static readonly TimeSpan s_longest = TimeSpan.FromMinutes(5);

    private readonly SessionArgument _session = new();

    private readonly Option<string?> _again = new("--again")
    {
        Description = "Look a second time after so long (up to 5m), and tell from both looks whether anything arrives.",
        HelpName = "duration",
    };

    public SessionShowCommand()
        : base("show", "Show a session at each brick: state, crawl, uptime, what waits, failures, how far it is synced, checkpoint.")
    {
        Add(_session);
        Add(_again);
    }

    public override IReadOnlyList<(string Line, string Meaning)> Examples =>
    [
        ("glusterdr session show p1/gv1/s1::gv2", "one look; an idle session and one whose live feed is dead look the same"),
        ("glusterdr session show p1/gv1/s1::gv2 --again 30s", "two looks: while guests write, a live one has moved"),
    ];

    public override async Task<int> RunAsync(CommandContext context, CancellationToken cancellation)
    {
        SessionAddress session = _session.Of(context);
        TimeSpan apart = TimeSpan.Zero;
        if (context.Parsed.GetValue(_again) is { } again && (!Units.TryParseDuration(again, out apart) || apart > s_longest || apart <= TimeSpan.Zero))
        {
            throw new UsageException($"--again is 1s to 5m: {Units.DurationForm}.");
        }

        context.Write(await context.AskAsync(s => s.Api.GetSessionAsync(session, apart, cancellation), cancellation), SessionText.Show);
        return ExitCodes.Ok;
    }
}
