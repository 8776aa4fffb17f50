using System.Collections.Concurrent;
using GlusterDr.Errors;
using GlusterDr.Remote;
using GlusterDr.Sites;

namespace GlusterDr.Tests.Shared.Hypervisors.Libvirt;

/// <summary>Answers exactly the commands that a test expects. Any other command fails the test.</summary>
/// <remarks>Several answers to the same command are used in order. The last one is repeated.</remarks>
internal sealed class ScriptedRunner : IRemoteRunner
{
    private readonly Dictionary<string, Queue<Func<RemoteCommand, RemoteResult>>> _answers = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<RemoteCommand> _commands = new();
    private readonly ConcurrentQueue<string> _lines = new();
    private readonly Lock _gate = new();

    /// <summary>The commands that were run, as <c>host: command</c>.</summary>
    public IReadOnlyList<string> Lines => [.. _lines];

    /// <summary>The commands that were run.</summary>
    public IReadOnlyList<RemoteCommand> Commands => [.. _commands];

    public ScriptedRunner On(string host, string line, string output = "", string error = "", int exit = 0) =>
        On(host, line, _ => new RemoteResult(exit, output, error));

    public ScriptedRunner Throws(string host, string line, Error error) => On(host, line, _ => throw new DrException(error));

    public ScriptedRunner On(string host, string line, Func<RemoteCommand, RemoteResult> answer)
    {
        string key = $"{host}: {line}";
        if (!_answers.TryGetValue(key, out Queue<Func<RemoteCommand, RemoteResult>>? queue))
        {
            _answers[key] = queue = new();
        }

        queue.Enqueue(answer);
        return this;
    }

    /// <summary>Answers commands without a scripted answer. Null: the command fails the test.</summary>
    public Func<RemoteCommand, RemoteResult?> Otherwise { get; set; } = _ => null;

    /// <summary>Replaces the answers to a command.</summary>
    public void Replace(string host, string line, string output) => Replace(host, line, _ => new RemoteResult(0, output, ""));

    /// <inheritdoc cref="Replace(string, string, string)"/>
    public void Replace(string host, string line, Func<RemoteCommand, RemoteResult> answer)
    {
        _answers.Remove($"{host}: {line}");
        On(host, line, answer);
    }

    /// <summary>How often a command ran.</summary>
    public int Count(string line) => _lines.Count(l => l.EndsWith($": {line}", StringComparison.Ordinal));

    public Task<RemoteResult> RunAsync(RemoteHost host, RemoteCommand command, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        string key = $"{host.Name}: {command}";
        _lines.Enqueue(key);
        _commands.Enqueue(command);
        command.Timeout.ShouldBeGreaterThan(TimeSpan.Zero);
        lock (_gate)
        {
            if (!_answers.TryGetValue(key, out Queue<Func<RemoteCommand, RemoteResult>>? queue))
            {
                return Task.FromResult(Otherwise(command) ?? throw new InvalidOperationException($"The test expects no such command: {key}"));
            }

            return Task.FromResult((queue.Count > 1 ? queue.Dequeue() : queue.Peek())(command));
        }
    }
}
