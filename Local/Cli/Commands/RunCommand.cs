using System.CommandLine;
using GlusterDr.Local.Cli.Progress;
using GlusterDr.Local.Cli.Text;
using GlusterDr.Runs;

namespace GlusterDr.Local.Cli.Commands;

/// <summary>Shows one run.</summary>
internal sealed class RunCommand : CliCommand
{
    private readonly Argument<string> _run = new("RUN") { Description = "Name of a run, from `glusterdr runs`." };

    private readonly Option<bool> _follow = new("--follow") { Description = "Show progress until the run has ended. The exit code is that of the run." };

    public RunCommand()
        : base("run", "Show the report of a run. It has phases, VMs, destinations, evidence, warnings and fixes.")
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
            context.Say($"Run {id} was interrupted and is not in progress. Resume it with `glusterdr serve` or `glusterdr sync {report.Run.Policy}`.");
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
