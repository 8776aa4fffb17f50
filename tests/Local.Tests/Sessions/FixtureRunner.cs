using GlusterDr.Errors;
using GlusterDr.Remote;
using GlusterDr.Sites;
using GlusterDr.TestKit;

namespace GlusterDr.Tests.Local.Sessions;

/// <summary>A pool of p1, p2 and p3 with recorded answers. All other hosts are unreachable. It records the commands.</summary>
internal sealed class FixtureRunner(string status) : IRemoteRunner
{
    public List<string> Commands { get; } = [];

    public Task<RemoteResult> RunAsync(RemoteHost host, RemoteCommand command, CancellationToken cancellation = default)
    {
        string text = command.ToString();
        lock (Commands)
        {
            Commands.Add(text);
        }

        return host.Name is "p1" or "p2" or "p3"
            ? Task.FromResult(Answer(text))
            : throw new DrException(new Error(ErrorCodes.HostUnreachable, ErrorClass.Transient, $"No connection to {host.Name}.", host.Name));
    }

    private RemoteResult Answer(string command) => command switch
    {
        _ when command.StartsWith("python3", StringComparison.Ordinal) => new(0, "{\"workers\": [], \"node\": {\"epoch\": 0}}\n", ""),
        _ when command.EndsWith("volume info gv1", StringComparison.Ordinal) => Result("volume-info-gv1-xml"),
        _ when command.Contains("volume info", StringComparison.Ordinal) => Result("err-volume-info-no-such-volume-xml"),
        _ when command.Contains("s1::other", StringComparison.Ordinal) =>
            Result(command.Contains("--xml", StringComparison.Ordinal) ? "err-status-no-such-session-xml" : "err-status-no-such-session"),
        _ when command.EndsWith(" config", StringComparison.Ordinal) => Result("georep-config-created"),
        _ when command.EndsWith("config sync-jobs", StringComparison.Ordinal) => new(0, "3\n", ""),
        _ when command.Contains(" status", StringComparison.Ordinal) => Result(status),
        _ => throw new InvalidOperationException($"Nobody said what to answer: {command}"),
    };

    private static RemoteResult Result(string name) => new(int.Parse(Text($"{name}.rc")), Text($"{name}.stdout"), Text($"{name}.stderr"));

    private static string Text(string file) => File.ReadAllText(Repository.At("tests", "fixtures", "gluster", file));
}
