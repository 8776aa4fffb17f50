using System.CommandLine;
using GlusterDr.Local.Api;
using GlusterDr.Local.Cli.Text;
using GlusterDr.Policies;

namespace GlusterDr.Local.Cli.Commands;

/// <summary>Checks both sites for anything that would make a run fail.</summary>
internal sealed class CheckCommand : CliCommand
{
    private readonly Argument<string?> _policy = new("POLICY") { Description = "A stored policy.", Arity = ArgumentArity.ZeroOrOne };

    private readonly Option<string?> _file = new("--file", "-f")
    {
        Description = "A policy file, stored or not; - reads stdin.",
        HelpName = "file",
    };

    public CheckCommand()
        : base("check", "Check both sites for anything that would make a run fail. Changes nothing.")
    {
        Add(_policy);
        Add(_file);
        Validators.Add(result =>
        {
            if ((result.GetValue(_policy) is null) == (result.GetValue(_file) is null))
            {
                result.AddError("Give the name of a stored POLICY, or a file with -f.");
            }
        });
    }

    public override IReadOnlyList<(string Line, string Meaning)> Examples =>
    [
        ("glusterdr check -f policy.yaml", "check the file and both sites before you apply it"),
        ("glusterdr check vms", "the same for a stored policy"),
    ];

    public override async Task<int> RunAsync(CommandContext context, CancellationToken cancellation)
    {
        string? file = context.Parsed.GetValue(_file);
        IReadOnlyList<Policy> fromFile = file is null ? [] : await PolicyFiles.ReadAsync([file], context, cancellation);
        string? stored = context.Parsed.GetValue(_policy);
        IReadOnlyList<CheckReport> reports = await context.AskAsync(s => CheckAsync(s.Api, fromFile, stored, cancellation), cancellation);
        context.Write(reports, list => string.Join('\n', list.Select(PolicyText.Check)));
        return reports.Max(r => r.Outcome) switch
        {
            CheckOutcome.Ok => ExitCodes.Ok,
            CheckOutcome.Warning => ExitCodes.Warnings,
            _ => ExitCodes.Failed,
        };
    }

    private static async Task<IReadOnlyList<CheckReport>> CheckAsync(
        ApiClient api, IReadOnlyList<Policy> fromFile, string? stored, CancellationToken cancellation)
    {
        List<CheckReport> reports = [];
        foreach (Policy policy in fromFile)
        {
            reports.Add(await api.CheckAsync(policy, cancellation));
        }

        if (stored is not null)
        {
            reports.Add(await api.CheckAsync(stored, cancellation));
        }

        return reports;
    }
}
