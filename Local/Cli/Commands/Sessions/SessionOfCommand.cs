using System.CommandLine;
using GlusterDr.Local.Cli.Text;
using GlusterDr.Sites;

namespace GlusterDr.Local.Cli.Commands.Sessions;

/// <summary>Shows of which primary a volume is the copy.</summary>
internal sealed class SessionOfCommand : CliCommand
{
    private readonly Option<string> _host = new("--host") { Description = "Any host of the volume's pool.", HelpName = "host", Required = true };

    private readonly Argument<string> _volume = new("VOLUME") { Description = "The volume." };

    public SessionOfCommand()
        : base("of", "Find out whether a volume is a destination and which primary it belongs to, with certain and indirect evidence.")
    {
        Add(_host);
        Add(_volume);
    }

    public override IReadOnlyList<(string Line, string Meaning)> Examples =>
        [("glusterdr session of --host s1 gv2", "uses the traces on its own nodes, and the primaries that they name")];

    public override async Task<int> RunAsync(CommandContext context, CancellationToken cancellation)
    {
        string host = HostName.Require(context.Parsed.GetRequiredValue(_host));
        string volume = GlusterNames.RequireVolume(context.Parsed.GetRequiredValue(_volume));
        context.Write(await context.AskAsync(s => s.Api.GetOriginAsync(host, volume, cancellation), cancellation), DestinationText.Origin);
        return ExitCodes.Ok;
    }
}
