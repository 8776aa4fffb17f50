using GlusterDr.Local.Cli.Text;

namespace GlusterDr.Local.Cli.Commands;

/// <summary>Lists policies.</summary>
internal sealed class PoliciesCommand() : CliCommand("policies", "List policies, the age of each copy and the last run.")
{
    public override IReadOnlyList<(string Line, string Meaning)> Examples =>
    [
        ("glusterdr policies", "what is protected, and how old the copies are"),
        ("glusterdr policies -o json | jq '.[].copies'", "the same for a monitoring system"),
    ];

    public override async Task<int> RunAsync(CommandContext context, CancellationToken cancellation)
    {
        context.Write(
            await context.AskAsync(s => s.Api.ListPoliciesAsync(cancellation), cancellation), list => PolicyText.List(list, context.Environment.Time.GetUtcNow()));
        return ExitCodes.Ok;
    }
}
