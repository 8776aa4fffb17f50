using System.CommandLine;
using GlusterDr.Local.Cli.Text;
using GlusterDr.Sessions.Catalog;
using GlusterDr.Sessions.Options;

namespace GlusterDr.Local.Cli.Commands.Sessions;

/// <summary>Lists the options of a session.</summary>
internal sealed class SessionConfigListCommand : CliCommand
{
    private readonly SessionArgument _session = new();
    private readonly Option<bool> _changed = new("--changed") { Description = "List only options that are not at their default." };
    private readonly Option<bool> _all = new("--all") { Description = "List also Gluster's internal options." };

    public SessionConfigListCommand()
        : base("list", "List the options of a session: value, default, meaning; * marks an option that is not at its default.")
    {
        Add(_session);
        Add(_changed);
        Add(_all);
    }

    public override IReadOnlyList<(string Line, string Meaning)> Examples =>
    [
        ("glusterdr session config list p1/gv1/s1::gv2", "all options that can be changed"),
        ("glusterdr session config list p1/gv1/s1::gv2 --changed", "only options that were changed"),
    ];

    public override async Task<int> RunAsync(CommandContext context, CancellationToken cancellation)
    {
        SessionAddress session = _session.Of(context);
        bool all = context.Parsed.GetValue(_all);
        bool changed = context.Parsed.GetValue(_changed);
        IReadOnlyList<SessionOptionView> options = await context.AskAsync(s => s.Api.ListSessionOptionsAsync(session, cancellation), cancellation);
        context.Write<IReadOnlyList<SessionOptionView>>(
            [.. options.Where(o => (all || o.Internal is null) && (!changed || o.IsChanged == true))], SessionText.Options);
        return ExitCodes.Ok;
    }
}
