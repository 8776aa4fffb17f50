using System.CommandLine;
using GlusterDr.Local.Cli.Text;
using GlusterDr.Sessions.Catalog;

namespace GlusterDr.Local.Cli.Commands.Sessions;

/// <summary>Cleans a secondary of what a removed session left.</summary>
internal sealed class SessionCleanCommand : CliCommand
{
    private readonly SessionArgument _session = new();

    private readonly Option<string?> _address = new("--secondary-host")
    {
        Description = "Any host of the secondary pool, by the name under which this machine reaches it, if that differs.",
        HelpName = "host",
    };

    public SessionCleanCommand()
        : base("clean", "After a session was removed, remove its keys, its mount permission and the read-only option from the secondary. Files stay.")
    {
        Add(_session);
        Add(_address);
    }

    public override IReadOnlyList<(string Line, string Meaning)> Examples =>
        [("glusterdr session clean p1/gv1/s1::gv2", "two independent volumes again; keys that another session needs stay")];

    public override async Task<int> RunAsync(CommandContext context, CancellationToken cancellation)
    {
        SessionAddress session = _session.Of(context);
        string? address = context.Parsed.GetValue(_address);
        return SessionText.Tell(context, await context.AskAsync(s => s.Api.CleanSessionAsync(session, address, cancellation), cancellation));
    }
}
