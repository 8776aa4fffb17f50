using System.CommandLine;
using GlusterDr.Local.Cli.Text;

namespace GlusterDr.Local.Cli.Commands;

/// <summary>Lists recovery points.</summary>
internal sealed class PointsCommand : CliCommand
{
    private readonly Option<string?> _policy = new("--policy", "-p") { Description = "List only recovery points of this policy.", HelpName = "policy" };

    public PointsCommand()
        : base("points", "List recovery points, newest first. A point is the verified state at a destination.")
    {
        Add(_policy);
    }

    public override IReadOnlyList<(string Line, string Meaning)> Examples => [("glusterdr points --policy vms", "recovery points of one policy, and their age")];

    public override async Task<int> RunAsync(CommandContext context, CancellationToken cancellation)
    {
        context.Write(
            await context.AskAsync(s => s.Api.ListPointsAsync(context.Parsed.GetValue(_policy), cancellation), cancellation),
            list => RunText.Points(list, context.Environment.Time.GetUtcNow()));
        return ExitCodes.Ok;
    }
}
