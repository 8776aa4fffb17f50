using System.CommandLine;
using GlusterDr.Local.Cli.Text;

namespace GlusterDr.Local.Cli.Commands;

/// <summary>Lists recovery points.</summary>
internal sealed class PointsCommand : CliCommand
{
    private readonly Option<string?> _policy = new("--policy", "-p") { Description = "Of this policy.", HelpName = "policy" };

    public PointsCommand()
        : base("points", "List the recovery points, the newest first: what is proven to be at each destination.")
    {
        Add(_policy);
    }

    public override IReadOnlyList<(string Line, string Meaning)> Examples => [("glusterdr points --policy vms", "what could be recovered, and how old it is")];

    public override async Task<int> RunAsync(CommandContext context, CancellationToken cancellation)
    {
        context.Write(
            await context.AskAsync(s => s.Api.ListPointsAsync(context.Parsed.GetValue(_policy), cancellation), cancellation),
            list => RunText.Points(list, context.Environment.Time.GetUtcNow()));
        return ExitCodes.Ok;
    }
}
