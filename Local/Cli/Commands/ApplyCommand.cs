using System.CommandLine;
using System.Text.Json;
using GlusterDr.Local.Api;
using GlusterDr.Local.Cli.Text;
using GlusterDr.Policies;

namespace GlusterDr.Local.Cli.Commands;

/// <summary>Stores policies from files.</summary>
internal sealed class ApplyCommand : CliCommand
{
    private readonly Option<string[]> _files = new("--file", "-f")
    {
        Description = "A policy file (YAML); - reads stdin. May be given several times.",
        HelpName = "file",
        Required = true,
    };

    private const int TimesTold = 3;

    private readonly Option<bool> _dryRun = new("--dry-run") { Description = "Validate the file and show the changes, but store nothing." };

    public ApplyCommand()
        : base("apply", "Store the policies of a file. All are stored, or none if the file has an error.")
    {
        Add(_files);
        Add(_dryRun);
    }

    public override IReadOnlyList<(string Line, string Meaning)> Examples =>
    [
        ("glusterdr apply -f policy.yaml --dry-run", "show the changes and every error of the file"),
        ("glusterdr apply -f policy.yaml", "store it; `serve` then starts runs by its schedule"),
    ];

    public override async Task<int> RunAsync(CommandContext context, CancellationToken cancellation)
    {
        IReadOnlyList<Policy> policies = await PolicyFiles.ReadAsync(context.Parsed.GetRequiredValue(_files), context, cancellation);
        bool dryRun = context.Parsed.GetValue(_dryRun);
        IReadOnlyList<AppliedPolicy> applied = await context.AskAsync(s => ApplyAsync(s.Api, policies, dryRun, context.Environment.Time.GetUtcNow(), cancellation), cancellation);
        context.Write(applied, list => string.Join('\n', list.Select(Text)));
        return ExitCodes.Ok;
    }

    private static async Task<IReadOnlyList<AppliedPolicy>> ApplyAsync(
        ApiClient api, IReadOnlyList<Policy> policies, bool dryRun, DateTimeOffset now, CancellationToken cancellation)
    {
        List<AppliedPolicy> applied = [];
        foreach (Policy policy in policies)
        {
            (string change, IReadOnlyList<string> warnings) = await ApplyAsync(api, policy, dryRun, cancellation);
            applied.Add(new(policy.Name, change, dryRun)
            {
                Warnings = warnings,
                NextRuns = policy.Schedule is { } schedule ? CronSchedule.Parse(schedule).Next(now, TimesTold) : [],
            });
        }

        return applied;
    }

    private static async Task<(string Change, IReadOnlyList<string> Warnings)> ApplyAsync(ApiClient api, Policy policy, bool dryRun, CancellationToken cancellation)
    {
        Policy? before = await api.FindPolicyAsync(policy.Name, cancellation);
        if (before is not null && Same(before, policy))
        {
            return ("unchanged", []);
        }

        IReadOnlyList<string> warnings = dryRun ? [] : await api.PutPolicyAsync(policy, cancellation);
        return (before is null ? "created" : "changed", warnings);
    }

    private static bool Same(Policy a, Policy b) =>
        JsonSerializer.Serialize(a, DrJson.Options) == JsonSerializer.Serialize(b, DrJson.Options);

    private static string Text(AppliedPolicy applied)
    {
        string line = $"policy {applied.Policy}: {applied.Change}{(applied.DryRun ? " (dry run: not stored)" : "")}";
        string times = applied.NextRuns.Count == 0 ? "" : $"\n  next runs: {PolicyText.Times(applied.NextRuns)}";
        return $"{line}{times}{string.Concat(applied.Warnings.Select(w => $"\n  warning: {Printable.OneLine(w)}"))}";
    }

    private sealed record AppliedPolicy(string Policy, string Change, bool DryRun)
    {
        public IReadOnlyList<DateTimeOffset> NextRuns { get; init; } = [];

        public IReadOnlyList<string> Warnings { get; init; } = [];
    }
}
