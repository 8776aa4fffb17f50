using System.CommandLine;

namespace GlusterDr.Local.Cli.Commands;

/// <summary>Deletes a policy.</summary>
internal sealed class DeleteCommand : CliCommand
{
    private readonly Argument<string> _policy = new("POLICY") { Description = "A stored policy." };

    public DeleteCommand()
        : base("delete", "Delete a policy. Its runs, its recovery points and all data at both sites stay.")
    {
        Add(_policy);
    }

    public override IReadOnlyList<(string Line, string Meaning)> Examples => [("glusterdr delete vms", "no more runs of this policy")];

    public override async Task<int> RunAsync(CommandContext context, CancellationToken cancellation)
    {
        string policy = context.Parsed.GetRequiredValue(_policy);
        DeletedPolicy deleted = await context.AskAsync(
            async s =>
            {
                await s.Api.DeletePolicyAsync(policy, cancellation);
                return new DeletedPolicy(policy);
            },
            cancellation);
        context.Write(deleted, d => $"policy {d.Deleted}: deleted");
        return ExitCodes.Ok;
    }

    private sealed record DeletedPolicy(string Deleted);
}
