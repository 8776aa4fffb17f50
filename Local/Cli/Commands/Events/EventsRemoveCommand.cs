using System.CommandLine;

namespace GlusterDr.Local.Cli.Commands.Events;

/// <summary>Stops a pool from sending its events to the host.</summary>
internal sealed class EventsRemoveCommand : CliCommand
{
    private readonly Option<string> _host = EventsArguments.Host();
    private readonly Option<string> _url = EventsArguments.Url();

    public EventsRemoveCommand()
        : base("remove", "Remove the host's webhook from every node of a pool. Restarts glustereventsd.")
    {
        Add(_host);
        Add(_url);
    }

    public override IReadOnlyList<(string Line, string Meaning)> Examples =>
        [("glusterdr events remove --host p1 --url http://192.0.2.5:24108/api/v1/gluster-events", "runs detect checkpoints only by polling again")];

    public override async Task<int> RunAsync(CommandContext context, CancellationToken cancellation)
    {
        string host = EventsArguments.HostOf(context.Parsed, _host);
        Uri url = EventsArguments.UrlOf(context.Parsed, _url);
        await context.AskAsync(
            async s =>
            {
                await s.Api.RemoveEventsAsync(host, url, cancellation);
                return true;
            },
            cancellation);
        context.Say("No node posts its events there any more.");
        return ExitCodes.Ok;
    }
}
