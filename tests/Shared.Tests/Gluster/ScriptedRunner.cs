using GlusterDr.Errors;
using GlusterDr.Remote;
using GlusterDr.Sites;

namespace GlusterDr.Tests.Shared.Gluster;

/// <summary>Answers commands as a test defines, and records them.</summary>
internal sealed class ScriptedRunner(Func<RemoteHost, string, RemoteResult> answer) : IRemoteRunner
{
    public List<string> Commands { get; } = [];

    public List<string> Hosts { get; } = [];

    public RemoteCommand? Last { get; private set; }

    /// <summary>Answers commands by their ending. Of several answers, the last one is repeated.</summary>
    public static ScriptedRunner Of(params (string Ending, RemoteResult[] Answers)[] script)
    {
        Dictionary<string, Queue<RemoteResult>> queues = script.ToDictionary(s => s.Ending, s => new Queue<RemoteResult>(s.Answers));
        return new ScriptedRunner((_, command) =>
        {
            Queue<RemoteResult> queue = queues
                .Where(q => command.EndsWith(q.Key, StringComparison.Ordinal))
                .OrderByDescending(q => q.Key.Length)
                .Select(q => q.Value)
                .FirstOrDefault() ?? throw new InvalidOperationException($"Nobody said what to answer: {command}");
            return queue.Count > 1 ? queue.Dequeue() : queue.Peek();
        });
    }

    public static (string Ending, RemoteResult[] Answers) On(string ending, params string[] fixtures) =>
        (ending, [.. fixtures.Select(Fixture.Result)]);

    public static DrException Unreachable(RemoteHost host) =>
        new(new Error(ErrorCodes.HostUnreachable, ErrorClass.Transient, "No connection", host.Name));

    public Task<RemoteResult> RunAsync(RemoteHost host, RemoteCommand command, CancellationToken cancellation = default)
    {
        Commands.Add(command.ToString());
        Hosts.Add(host.Name);
        Last = command;
        return Task.FromResult(answer(host, command.ToString()));
    }
}
