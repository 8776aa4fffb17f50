using System.CommandLine;
using GlusterDr.Local.Cli.Text;

namespace GlusterDr.Local.Cli.Commands.Events;

/// <summary>Shows how a pool sends its events.</summary>
internal sealed class EventsStatusCommand : CliCommand
{
    private readonly Option<string> _host = EventsArguments.Host();

    public EventsStatusCommand()
        : base("status", "Show the event daemon of each node: whether it runs, its webhooks, and when its last event arrived.")
    {
        Add(_host);
    }

    public override IReadOnlyList<(string Line, string Meaning)> Examples => [("glusterdr events status --host p1", "of all nodes of p1's pool")];

    public override async Task<int> RunAsync(CommandContext context, CancellationToken cancellation)
    {
        string host = EventsArguments.HostOf(context.Parsed, _host);
        context.Write(
            await context.AskAsync(s => s.Api.LookAtEventsAsync(host, cancellation), cancellation),
            nodes => EventsText.Nodes(nodes, context.Environment.Time.GetUtcNow()));
        return ExitCodes.Ok;
    }
}
