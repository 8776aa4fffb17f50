using System.Diagnostics;
using GlusterDr.Remote;
using GlusterDr.Remote.OpenSsh;
using GlusterDr.Sites;
using Microsoft.Extensions.Logging.Abstractions;

namespace GlusterDr.Tests.Shared.Remote;

/// <summary>What happens after the ssh client has ended, with a script instead of the client.</summary>
public sealed class SshProcessTests : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("gdr-client-");

    public void Dispose() => _directory.Delete(recursive: true);

    // On a busy machine, the last output is read seconds after the client has ended.
    [Fact]
    public async Task Run_WhoseOutputsEndLaterThanTheClient_IsReadToTheEnd()
    {
        await using OpenSshRunner sut = new(TimeProvider.System, NullLogger<OpenSshRunner>.Instance, new OpenSshRunnerOptions
        {
            Program = Client(),
        });

        RemoteResult result = await sut.RunAsync(
            new RemoteHost("host", new SshSettings()), new RemoteCommand(["sh", "-c", "echo out; echo err >&2; exit 3"], TimeSpan.FromMinutes(5)));

        result.ShouldBe(new RemoteResult(3, "out\n", "err\n"));
    }

    // A client that connects at once and runs the line on this machine: the ready marker passes at once, the rest when it has ended.
    private string Client()
    {
        string path = Path.Combine(_directory.FullName, "ssh");
        File.WriteAllText($"{path}.text", """
            #!/bin/bash
            case " $* " in *' -O exit '*) exit ;; esac
            for word; do case $word in ControlPath=*) socket=${word#*\"}; : >"${socket%\"}" ;; esac; done
            case " $* " in *' -N '*) exit ;; esac
            sh -c "$word" 2>"$0.error" | (IFS= read -r ready; echo "$ready"; cat >"$0.out")
            code=${PIPESTATUS[0]}
            (sleep 3; cat "$0.out"; cat "$0.error" >&2) & exit $code

            """);

        // Another process writes it: otherwise a child of this process, started in the meantime, could keep it open for writing when it is run.
        using Process install = Process.Start("install", ["-m", "700", $"{path}.text", path]);
        install.WaitForExit();
        return path;
    }
}
