using System.CommandLine;
using GlusterDr.Api;
using GlusterDr.Local.Cli.Text;
using GlusterDr.Sessions;

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
        "Also one that a policy's runs start themselves; and anew one that replicates, but stands still on some nodes.", "what was written since it was stopped is carried first");

    public static SessionChangeCommand Stop() => new(
        "stop", "Stop a session. What is written meanwhile is carried when it is started again.", SessionOperations.Stop,
        "Also while a node is down, or a run or an operation is at work on it.", "the secondary stands still");

    public static SessionChangeCommand Pause() => new(
        "pause", "Pause a session for a moment. For longer, stop it.", SessionOperations.Pause,
        "Although a pause longer than secondary-timeout breaks its connections.", "refused, unless the session bears long pauses");

    public static SessionChangeCommand Resume() => new(
        "resume", "Resume a paused session, and wait until it replicates.", SessionOperations.Resume,
        "Also one that a policy's runs resume themselves.", "go on where it was paused");

    public override async Task<int> RunAsync(CommandContext context, CancellationToken cancellation)
    {
        SessionAddress session = _session.Of(context);
        bool force = context.Parsed.GetValue(_force);
        SessionOutcome outcome = await context.AskAsync(s => s.Api.ChangeSessionAsync(_operation, session, force, cancellation), cancellation);
        return SessionText.Tell(context, outcome);
    }
}
