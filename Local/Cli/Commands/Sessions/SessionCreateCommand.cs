using System.CommandLine;
using GlusterDr.Api;
using GlusterDr.Local.Cli.Text;
using GlusterDr.Sessions.Control;
using GlusterDr.Sessions.SetUp;

namespace GlusterDr.Local.Cli.Commands.Sessions;

/// <summary>Creates a session.</summary>
internal sealed class SessionCreateCommand : CliCommand
{
    private readonly Option<string> _host = new("--host") { Description = "Any host of the primary pool.", HelpName = "host", Required = true };

    private readonly Argument<string> _volume = new("VOLUME") { Description = "The primary volume." };

    private readonly Argument<string> _secondary = new("[USER@]HOST::VOLUME")
    {
        Description = "The secondary: a node, by the name that the primary nodes resolve, and the volume. With a user: an unprivileged session.",
    };

    private readonly Option<string?> _address = new("--secondary-host")
    {
        Description = "Any host of the secondary pool, by the name under which this machine reaches it, if that differs.",
        HelpName = "host",
    };

    private readonly Option<bool> _check = new("--check") { Description = "Check only whether the session can be created. Changes nothing." };

    private readonly Option<bool> _force = new("--force")
    {
        Description = "Continue despite files at the secondary, too little free space, different versions or write ordering.",
    };

    private readonly Option<bool> _noStart = new("--no-start") { Description = "Create and configure the session, but do not start it." };

    private readonly Option<string?> _root = new("--mountbroker-root")
    {
        Description = "For an unprivileged session: the directory for its mounts, if none is set yet. [default: /var/mountbroker-root]",
        HelpName = "directory",
    };

    private readonly Option<string?> _group = new("--mountbroker-group")
    {
        Description = "For an unprivileged session: the group that may mount, if none is set yet. [default: geogroup]",
        HelpName = "group",
    };

    public SessionCreateCommand()
        : base("create", "Create a geo-replication session between two volumes. It checks both sides, copies keys, creates, configures and starts. A failure or Ctrl-C rolls everything back.")
    {
        foreach (Argument argument in (Argument[])[_volume, _secondary])
        {
            Add(argument);
        }

        foreach (Option option in (Option[])[_host, _address, _check, _force, _noStart, _root, _group])
        {
            Add(option);
        }
    }

    public override IReadOnlyList<(string Line, string Meaning)> Examples =>
    [
        ("glusterdr session create --host p1 gv1 s1::gv2 --check", "check whether it can be created, and show the fixes"),
        ("glusterdr session create --host p1 gv1 s1::gv2", "create it and start it; gsyncd logs in as root, and may start gsyncd only"),
        ("glusterdr session create --host p1 gv1 geoaccount@s1::gv2", "the same without root at the secondary"),
    ];

    public override async Task<int> RunAsync(CommandContext context, CancellationToken cancellation)
    {
        NewSessionBody body = Wish(context.Parsed);
        _ = body.ToRequest();
        return context.Parsed.GetValue(_check) ? await CheckAsync(context, body, cancellation) : await CreateAsync(context, body, cancellation);
    }

    private NewSessionBody Wish(ParseResult parsed) =>
        new(parsed.GetRequiredValue(_host), parsed.GetRequiredValue(_volume), parsed.GetRequiredValue(_secondary))
        {
            SecondaryAddress = parsed.GetValue(_address),
            Force = parsed.GetValue(_force),
            NoStart = parsed.GetValue(_noStart),
            MountbrokerRoot = parsed.GetValue(_root),
            MountbrokerGroup = parsed.GetValue(_group),
        };

    private static async Task<int> CheckAsync(CommandContext context, NewSessionBody body, CancellationToken cancellation)
    {
        SessionCheck check = await context.AskAsync(s => s.Api.CheckSessionAsync(body, cancellation), cancellation);
        context.Write(check, DestinationText.Check);
        return check.Fit ? ExitCodes.Ok : ExitCodes.Failed;
    }

    private static async Task<int> CreateAsync(CommandContext context, NewSessionBody body, CancellationToken cancellation)
    {
        using Interrupts interrupts = new(context.Environment);
        string? operation = null;
        return await new HostFinder(context).WithHostAsync(
            HostWork.Run,
            async session =>
            {
                try
                {
                    if (session.Own is not null)
                    {
                        interrupts.Hold();
                    }

                    // Repeated because the host went away: it is still the same operation that this command stands for.
                    operation ??= await session.Api.CreateSessionAsync(body, cancellation);
                    return await new OperationWatch(context, session, interrupts).ToTheEndAsync(operation, cancellation);
                }
                finally
                {
                    interrupts.Release();
                    await new HostFarewell(context, session, interrupts).WaitForOthersAsync(cancellation);
                }
            },
            interrupts.First);
    }
}
