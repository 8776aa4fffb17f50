using System.CommandLine;
using GlusterDr.Local.Cli.Text;
using GlusterDr.Sites;

namespace GlusterDr.Local.Cli.Commands.Sessions;

/// <summary>Lists volumes, and whether they can be a destination.</summary>
internal sealed class SessionDestinationsCommand : CliCommand
{
    private readonly Option<string> _host = new("--host") { Description = "Any host of the pool that will store the copy.", HelpName = "host", Required = true };

    public SessionDestinationsCommand()
        : base("destinations", "List the volumes of a pool, and whether they can be a destination.")
    {
        Add(_host);
    }

    public override IReadOnlyList<(string Line, string Meaning)> Examples =>
        [("glusterdr session destinations --host s1", "the volumes of the pool of s1: free space, sharding, whether they are in use")];

    public override async Task<int> RunAsync(CommandContext context, CancellationToken cancellation)
    {
        string host = HostName.Require(context.Parsed.GetRequiredValue(_host));
        context.Write(await context.AskAsync(s => s.Api.ListDestinationsAsync(host, cancellation), cancellation), DestinationText.List);
        return ExitCodes.Ok;
    }
}
