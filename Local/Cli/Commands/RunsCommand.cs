using System.CommandLine;
using GlusterDr.Local.Cli.Text;
using GlusterDr.Runs;

namespace GlusterDr.Local.Cli.Commands;

/// <summary>Lists runs.</summary>
internal sealed class RunsCommand : CliCommand
{
    private readonly Option<string?> _policy = new("--policy", "-p") { Description = "List only runs of this policy.", HelpName = "policy" };

    private readonly Option<int> _limit = new("--limit", "-n")
    {
        Description = "Maximum number of runs to list.",
        HelpName = "number",
        DefaultValueFactory = _ => 20,
    };

    public RunsCommand()
        : base("runs", "List runs, newest first.")
    {
        Add(_policy);
        Add(_limit);
        _limit.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && int.TryParse(result.Tokens[0].Value, out int limit) && limit is < 1 or > 1000)
            {
                result.AddError("--limit must be 1 to 1000.");
            }
        });
    }

    public override IReadOnlyList<(string Line, string Meaning)> Examples => [("glusterdr runs --policy vms --limit 5", "the last five runs of a policy")];

    public override async Task<int> RunAsync(CommandContext context, CancellationToken cancellation)
    {
        string? policy = context.Parsed.GetValue(_policy);
        int limit = context.Parsed.GetValue(_limit);
        (IReadOnlyList<Run> runs, bool nobodyAtWork) = await context.AskAsync(
            async s => (await s.Api.ListRunsAsync(policy, limit, cancellation), s.Own is not null), cancellation);
        context.Write(runs, list => RunText.List(list, nobodyAtWork, context.Environment.Time.GetUtcNow()));
        return ExitCodes.Ok;
    }
}
