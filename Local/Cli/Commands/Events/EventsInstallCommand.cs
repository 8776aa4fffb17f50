using System.CommandLine;
using GlusterDr.Api.GlusterEvents;
using GlusterDr.Local.Cli.Text;

namespace GlusterDr.Local.Cli.Commands.Events;

/// <summary>Makes a pool send its events to the host.</summary>
internal sealed class EventsInstallCommand : CliCommand
{
    private readonly Option<string> _host = EventsArguments.Host();
    private readonly Option<string> _url = EventsArguments.Url();

    public EventsInstallCommand()
        : base("install", "Set the host's webhook and token on every node of a pool, and verify that events arrive. Restarts glustereventsd.")
    {
        Add(_host);
        Add(_url);
    }

    public override IReadOnlyList<(string Line, string Meaning)> Examples =>
        [("glusterdr events install --host p1 --url http://192.0.2.5:24108/api/v1/gluster-events", "the host was started with --events 192.0.2.5:24108")];

    public override async Task<int> RunAsync(CommandContext context, CancellationToken cancellation)
    {
        string host = EventsArguments.HostOf(context.Parsed, _host);
        Uri url = EventsArguments.UrlOf(context.Parsed, _url);
        IReadOnlyList<NodeEventsReport> nodes = await context.AskAsync(s => s.Api.InstallEventsAsync(host, url, cancellation), cancellation);
        context.Write(nodes, list => EventsText.Nodes(list, context.Environment.Time.GetUtcNow()));
        return nodes.All(n => n.Heard == true) ? ExitCodes.Ok : ExitCodes.Warnings;
    }
}
