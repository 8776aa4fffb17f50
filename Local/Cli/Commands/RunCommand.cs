using System.CommandLine;
using GlusterDr.Local.Cli.Progress;
using GlusterDr.Local.Cli.Text;
using GlusterDr.Runs;

namespace GlusterDr.Local.Cli.Commands;

/// <summary>Shows one run.</summary>
internal sealed class RunCommand : CliCommand
{
    private readonly Argument<string> _run = new("RUN") { Description = "A run, as `glusterdr runs` names it." };

    private readonly Option<bool> _follow = new("--follow") { Description = "Show its progress until it is over; the exit code is then the run's." };

    public RunCommand()
        : base("run", "Show all that is known of a run: phases, VMs, destinations, evidence, warnings, what to do.")
    {
        Add(_run);
        Add(_follow);
    }

    public override IReadOnlyList<(string Line, string Meaning)> Examples =>
    [
        ("glusterdr run sync-vms-20260101T020000Z", "the report"),
        ("glusterdr run sync-vms-20260101T020000Z --follow", "watch a run that `serve` has started"),
    ];

    public override async Task<int> RunAsync(CommandContext context, CancellationToken cancellation)
    {
        string id = context.Parsed.GetRequiredValue(_run);
        bool follow = context.Parsed.GetValue(_follow);
        RunReport report = await context.AskAsync(s => LookAsync(s, context, id, follow, cancellation), cancellation);
        context.Write(report, r => RunText.Report(r, context.Environment.Time.GetUtcNow()));
        return follow ? RunOutcome.ExitCode(report.Run) : ExitCodes.Ok;
    }

    private static async Task<RunReport> LookAsync(
        HostSession session, CommandContext context, string id, bool follow, CancellationToken cancellation)
    {
        RunReport report = await session.Api.GetRunAsync(id, cancellation);
        if (report.Run.IsOver)
        {
            return report;
        }

        if (session.IsCutShort(report.Run))
        {
            context.Say($"Nobody is at work on run {id}: it was cut short. `glusterdr serve` or `glusterdr sync {report.Run.Policy}` goes on with it.");
            return report;
        }

        if (!follow)
        {
            return report;
        }

        await new RunFollower(context, session.Api).FollowAsync(id, null, cancellation);
        return await session.Api.GetRunAsync(id, cancellation);
    }
}
