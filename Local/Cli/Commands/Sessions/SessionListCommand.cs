using System.CommandLine;
using GlusterDr.Local.Cli.Text;
using GlusterDr.Sites;

namespace GlusterDr.Local.Cli.Commands.Sessions;

/// <summary>Lists sessions.</summary>
internal sealed class SessionListCommand : CliCommand
{
    private readonly Option<string> _host = new("--host") { Description = "Any host of the primary pool.", HelpName = "host", Required = true };

    private readonly Option<string?> _volume = new("--volume") { Description = "List only sessions of this primary volume.", HelpName = "volume" };

    public SessionListCommand()
        : base("list", "List the sessions of a pool with their health.")
    {
        Add(_host);
        Add(_volume);
    }

    public override IReadOnlyList<(string Line, string Meaning)> Examples =>
    [
        ("glusterdr session list --host p1", "all sessions of the pool that p1 is in"),
        ("glusterdr session list --host p1 --volume gv1 -o json", "sessions of one volume, as JSON"),
    ];

    public override async Task<int> RunAsync(CommandContext context, CancellationToken cancellation)
    {
        string host = HostName.Require(context.Parsed.GetRequiredValue(_host));
        string? volume = context.Parsed.GetValue(_volume);
        if (volume is not null)
        {
            GlusterNames.RequireVolume(volume);
        }

        context.Write(await context.AskAsync(s => s.Api.ListSessionsAsync(host, volume, cancellation), cancellation), SessionText.List);
        return ExitCodes.Ok;
    }
}
