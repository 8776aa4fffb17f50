using System.CommandLine;
using GlusterDr.Local.Cli.Text;
using GlusterDr.Policies;
using GlusterDr.Sessions.Catalog;

namespace GlusterDr.Local.Cli.Commands.Sessions;

/// <summary>Shows a session.</summary>
internal sealed class SessionShowCommand : CliCommand
{
    private static readonly TimeSpan s_longest = TimeSpan.FromMinutes(3);

    private readonly SessionArgument _session = new();

    private readonly Option<string?> _again = new("--again")
    {
        Description = "Read the status again after this time (at most 3m) and compare: shows whether changes arrive.",
        HelpName = "duration",
    };

    public SessionShowCommand()
        : base("show", "Show a session brick by brick: state, crawl, uptime, pending operations, failures, sync time, checkpoint.")
    {
        Add(_session);
        Add(_again);
    }

    public override IReadOnlyList<(string Line, string Meaning)> Examples =>
    [
        ("glusterdr session show p1/gv1/s1::gv2", "one reading, which cannot tell an idle session from one with a dead live feed"),
        ("glusterdr session show p1/gv1/s1::gv2 --again 30s", "two readings: while guests write, a working session advances"),
    ];

    public override async Task<int> RunAsync(CommandContext context, CancellationToken cancellation)
    {
        SessionAddress session = _session.Of(context);
        TimeSpan apart = TimeSpan.Zero;
        if (context.Parsed.GetValue(_again) is { } again && (!Units.TryParseDuration(again, out apart) || apart > s_longest || apart <= TimeSpan.Zero))
        {
            throw new UsageException($"--again must be 1s to 3m: {Units.DurationForm}.");
        }

        context.Write(await context.AskAsync(s => s.Api.GetSessionAsync(session, apart, cancellation), cancellation), SessionText.Show);
        return ExitCodes.Ok;
    }
}
