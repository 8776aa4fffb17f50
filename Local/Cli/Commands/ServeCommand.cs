using System.CommandLine;
using GlusterDr.Api;
using GlusterDr.Api.GlusterEvents;
using GlusterDr.Api.Health;
using GlusterDr.Local.Api;
using GlusterDr.Local.Engine;
using GlusterDr.Local.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace GlusterDr.Local.Cli.Commands;

/// <summary>Runs the host: starts runs by their schedules, and serves the API.</summary>
internal sealed class ServeCommand : CliCommand
{
    private readonly Option<int> _port = new("--port")
    {
        Description = "Port of the API on 127.0.0.1; 0 selects a free port. Other commands find it by the data directory.",
        HelpName = "number",
    };

    private readonly EventsOptions _events = new();

    public ServeCommand()
        : base("serve", "Run the host: resume interrupted runs, start scheduled runs, serve the API.")
    {
        Add(_port);
        _events.AddTo(this);
        _port.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && int.TryParse(result.Tokens[0].Value, out int port) && port is < 0 or > 65535)
            {
                result.AddError("--port must be 0 to 65535.");
            }
        });
    }

    public override IReadOnlyList<(string Line, string Meaning)> Examples =>
    [
        ("glusterdr serve", "run it as a service; logs to stderr"),
        ("glusterdr serve --port 8420 --data-dir /srv/glusterdr", "a fixed port, for a proxy of your own"),
        ("glusterdr serve --events 192.0.2.5:24108 --events-token file:/etc/glusterdr/events-token", "also receive Gluster's events: see `glusterdr events`"),
    ];

    public override async Task<int> RunAsync(CommandContext context, CancellationToken cancellation)
    {
        if (context.Server is { } server)
        {
            throw new UsageException($"`serve` starts a host on this machine, but {server.Address} is another host: omit --server or GLUSTERDR_SERVER, or use --data-dir.");
        }

        using Interrupts interrupts = new(context.Environment);
        LocalHostOptions options = context.HostOptions(HostWork.Serve) with
        {
            Port = context.Parsed.GetValue(_port),
            Events = await _events.ReadAsync(context.Parsed, cancellation),
        };
        await using LocalHost host = await new HostFinder(context).BecomeAsync(options, interrupts.First);
        context.Say($"glusterdr {HealthEndpoint.Version} serves {context.DataDirectory} at {host.Endpoint.Url}");
        if (options.Events is { } events)
        {
            string scheme = events.CertificateFile is null ? "http" : "https";
            context.Say($"receives Gluster's events at {scheme}://{events.EndPoint}{GlusterWebhook.Route}");
        }

        foreach (ResumedRun resumed in host.Resumed)
        {
            context.Say($"{resumed}");
        }

        TaskCompletionSource stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
        using CancellationTokenRegistration registration = host.Stopped.Register(stopped.SetResult);
        await interrupts.WhenFirstOrAsync(stopped.Task);
        if (host.Services.GetRequiredService<EmbeddedEngine>().Failure is { } failure)
        {
            context.Say($"The workflow engine has stopped: {failure.Message} Runs resume when the host starts again.");
            return ExitCodes.Failed;
        }

        context.Say("Stopping. Runs in progress resume when the host starts again.");
        return ExitCodes.Ok;
    }
}
