using System.CommandLine;
using GlusterDr.Api.Operations;
using GlusterDr.Local.Cli.Text;
using GlusterDr.Sessions.Catalog;
using GlusterDr.Sessions.Control;

namespace GlusterDr.Local.Cli.Commands.Sessions;

/// <summary>Starts, stops, pauses or resumes a session.</summary>
internal sealed class SessionChangeCommand : CliCommand
{
    private readonly SessionArgument _session = new();
    private readonly Option<bool> _force;
    private readonly ApiOperation _operation;
    private readonly string _meaning;

    private SessionChangeCommand(string name, string description, ApiOperation operation, string force, string meaning)
        : base(name, description)
    {
        _operation = operation;
        _meaning = meaning;
        _force = new Option<bool>("--force") { Description = force };
        Add(_session);
        Add(_force);
    }

    public override IReadOnlyList<(string Line, string Meaning)> Examples => [($"glusterdr session {Name} p1/gv1/s1::gv2", _meaning)];

    public static SessionChangeCommand Start() => new(
        "start", "Start a session, and wait until it replicates.", SessionOperations.Start,
        "Start it although it belongs to a policy; or restart it if it does not replicate on all nodes.", "replicates the changes made while it was stopped");

    public static SessionChangeCommand Stop() => new(
        "stop", "Stop a session. Changes made while it is stopped are replicated after the next start.", SessionOperations.Stop,
        "Stop it although a node is down, or a run or an operation uses it.", "the secondary no longer changes");

    public static SessionChangeCommand Pause() => new(
        "pause", "Pause a session briefly. To suspend it for longer, stop it.", SessionOperations.Pause,
        "Pause it although a pause longer than secondary-timeout breaks its connections.", "refused unless the session tolerates long pauses");

    public static SessionChangeCommand Resume() => new(
        "resume", "Resume a paused session, and wait until it replicates.", SessionOperations.Resume,
        "Resume it although the runs of its policy resume it.", "continue where it was paused");

    public override async Task<int> RunAsync(CommandContext context, CancellationToken cancellation)
    {
        SessionAddress session = _session.Of(context);
        bool force = context.Parsed.GetValue(_force);
        SessionOutcome outcome = await context.AskAsync(s => s.Api.ChangeSessionAsync(_operation, session, force, cancellation), cancellation);
        return SessionText.Tell(context, outcome);
    }
}
