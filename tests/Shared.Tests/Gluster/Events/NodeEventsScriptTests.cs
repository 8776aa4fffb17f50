using GlusterDr.Conformance;
using GlusterDr.Errors;
using GlusterDr.Gluster.Cli;
using GlusterDr.Gluster.Events;
using GlusterDr.Gluster.Volumes;
using GlusterDr.Remote;
using GlusterDr.Sites;
using Microsoft.Extensions.Logging.Abstractions;

namespace GlusterDr.Tests.Shared.Gluster.Events;

/// <summary>The real script, run by python3, with a <c>gluster-eventsapi</c> of the test.</summary>
public sealed class NodeEventsScriptTests : IDisposable
{
    private const string Token = "-dash0123456789abcdef";
    private static readonly Uri s_url = new("http://192.0.2.5:24108/api/v1/gluster-events");
    private static readonly GlusterPool s_pool = new([new RemoteHost("p1", new SshSettings())]);

    private readonly DirectoryInfo _folder;

    public NodeEventsScriptTests()
    {
        Programs.SkipUnlessInstalled("python3");
        _folder = Directory.CreateTempSubdirectory("gdr-events-");
    }

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task A_token_that_begins_with_a_dash_is_no_option()
    {
        await Make("""
            import argparse, json
            parser = argparse.ArgumentParser()
            parser.add_argument("verb"); parser.add_argument("url")
            parser.add_argument("--bearer_token"); parser.add_argument("--json", action="store_true")
            asked = parser.parse_args()
            raise SystemExit(0 if asked.bearer_token == "-dash0123456789abcdef" else 9)
            """).StoreAsync(s_pool, s_url, Token);
    }

    [Fact]
    public async Task An_error_that_quotes_its_arguments_does_not_contain_the_token()
    {
        Error error = await FailAsync("""
            import sys
            sys.exit("unrecognized arguments: " + " ".join(sys.argv[1:]))
            """);

        error.Message.ShouldContain("unrecognized arguments: webhook-add");
        error.ToString().ShouldNotContain(Token);
    }

    [Fact]
    public async Task A_timeout_does_not_contain_the_token()
    {
        Error error = await FailAsync("""
            import signal
            signal.pause()
            """, longest: 1);

        error.Message.ShouldContain("gluster-eventsapi webhook-add did not end within");
        error.ToString().ShouldNotContain(Token);
    }

    private async Task<Error> FailAsync(string program, int longest = 90) =>
        (await Should.ThrowAsync<DrException>(Make(program, longest).StoreAsync(s_pool, s_url, Token))).Error;

    private GlusterEventsApi Make(string program, int longest = 90)
    {
        string file = Path.Combine(_folder.FullName, "gluster-eventsapi");
        File.WriteAllText(file, $"#!/usr/bin/env python3\n{program}\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        Node node = new(_folder.FullName, longest);
        return new GlusterEventsApi(node, new GlusterClient(node, TimeProvider.System, NullLogger<GlusterClient>.Instance));
    }

    /// <summary>Makes the script find that program first, and wait for it for this number of seconds.</summary>
    private sealed class Node(string folder, int longest) : IRemoteRunner
    {
        public Task<RemoteResult> RunAsync(RemoteHost host, RemoteCommand command, CancellationToken cancellation = default)
        {
            command.StandardInput.ShouldContain("LONGEST = 90\n");
            string script = command.StandardInput.Replace("LONGEST = 90\n", $"LONGEST = {longest}\n", StringComparison.Ordinal);
            string path = $"import os\nos.environ['PATH'] = '{folder}:' + os.environ['PATH']\n";
            return new LocalRunner().RunAsync(host, new RemoteCommand(command.Arguments, command.Timeout) { StandardInput = path + script }, cancellation);
        }
    }
}
