using System.CommandLine;
using GlusterDr.Local.Cli.Text;
using GlusterDr.Remote;

namespace GlusterDr.Local.Cli.Commands.Sessions;

/// <summary>Lists volumes as choices for a destination.</summary>
internal sealed class SessionDestinationsCommand : CliCommand
{
    private readonly Option<string> _host = new("--host") { Description = "Any host of the pool that shall keep the copy.", HelpName = "host", Required = true };

    public SessionDestinationsCommand()
        : base("destinations", "List the volumes of a pool as choices for a destination.")
    {
        Add(_host);
    }

    public override IReadOnlyList<(string Line, string Meaning)> Examples =>
        [("glusterdr session destinations --host s1", "the volumes of the pool of s1: room, shards, whether they are taken")];

    public override async Task<int> RunAsync(CommandContext context, CancellationToken cancellation)
    {
        string host = HostName.Require(context.Parsed.GetRequiredValue(_host));
        context.Write(await context.AskAsync(s => s.Api.ListDestinationsAsync(host, cancellation), cancellation), DestinationText.List);
        return ExitCodes.Ok;
    }
}
