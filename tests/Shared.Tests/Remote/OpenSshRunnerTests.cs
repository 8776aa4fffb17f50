using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using GlusterDr.Errors;
using GlusterDr.Remote;
using GlusterDr.TestKit;
using Microsoft.Extensions.Logging.Abstractions;

namespace GlusterDr.Tests.Shared.Remote;

/// <remarks>All against a real sshd: what ssh prints and when is the very thing that is to be known.</remarks>
[SuppressMessage("Design", "CA1001", Justification = "xunit calls IAsyncLifetime.DisposeAsync.")]
public sealed class OpenSshRunnerTests : IAsyncLifetime
{
    private static readonly TimeSpan Short = TimeSpan.FromSeconds(1);
    private readonly OpenSshRunner _sut = new(TimeProvider.System, NullLogger<OpenSshRunner>.Instance, new OpenSshRunnerOptions
    {
        SessionTimeout = TimeSpan.FromSeconds(8),
        KeepAlive = Short,
        MaxOutputBytes = 1 << 20,
    });

    private Sshd? _sshd;

    private Sshd Server => _sshd!;

    public async Task InitializeAsync()
    {
        if (File.Exists(Sshd.Program))
        {
            _sshd = await Sshd.StartAsync();
        }
    }

    public async Task DisposeAsync()
    {
        await _sut.DisposeAsync();
        _sshd?.Dispose();
    }

    [SshdFact]
    public async Task Run_ACommand_GivesItsOutputsAndExitCode()
    {
        RemoteResult result = await _sut.RunAsync(Server.Host(), Shell("echo out; echo err >&2; exit 3"));

        result.ShouldBe(new RemoteResult(3, "out\n", "err\n"));
    }

    // gluster itself exits 255, which is also what ssh says when it has no connection.
    [SshdFact]
    public async Task Run_CommandThatExits255_IsAResult()
    {
        RemoteResult result = await _sut.RunAsync(Server.Host(), Shell("printf 'no newline' >&2; exit 255"));

        result.ShouldBe(new RemoteResult(255, "", "no newline"));
    }

    [SshdFact]
    public async Task Run_StrangeArguments_ArriveAsTheyAre()
    {
        string[] arguments = ["$(id)", "a'b\"c", "two\nlines", "", "*", "漢😀", "-n", "\\"];

        RemoteResult result = await _sut.RunAsync(Server.Host(), Command(["printf", "%s|", .. arguments]));

        result.StandardOutput.ShouldBe(string.Concat(arguments.Select(a => a + "|")));
    }

    [SshdFact]
    public async Task Run_StandardInput_ArrivesWhole()
    {
        string input = string.Concat(Enumerable.Range(0, 30_000).Select(i => $"line {i} é\n"));

        RemoteResult result = await _sut.RunAsync(Server.Host(), Command("cat") with { StandardInput = input });

        result.StandardOutput.ShouldBe(input);
    }

    [SshdFact]
    public async Task Run_StandardInputThatNobodyReads_IsNoFailure()
    {
        RemoteResult result = await _sut.RunAsync(Server.Host(), Command("true") with { StandardInput = new string('x', 1 << 20) });

        result.ExitCode.ShouldBe(0);
    }

    [SshdFact]
    public async Task Run_InBackground_HasTheLowestPriority()
    {
        RemoteResult result = await _sut.RunAsync(Server.Host(), Command("nice") with { Background = true });

        result.StandardOutput.ShouldBe("19\n");
    }

    // More commands than one connection may carry (sshd's MaxSessions is 10), and few connections.
    [SshdFact]
    public async Task Run_FiftyAtOnce_AllEnd()
    {
        using TcpRelay relay = RelayTo(Server);

        RemoteResult[] results = await Task.WhenAll(Enumerable.Range(0, 50).Select(i =>
            _sut.RunAsync(Server.Host(relay.Port), Shell($"sleep 0.3; echo {i}"))));

        results.Select(r => r.StandardOutput).ShouldBe(Enumerable.Range(0, 50).Select(i => $"{i}\n"));
        relay.Accepted.ShouldBeInRange(1, 7);
    }

    // An sshd that allows less than we take: what does not fit in gets a connection of its own.
    [SshdFact]
    public async Task Run_MoreThanSshdAllowsOnAConnection_StillRuns()
    {
        using Sshd strict = await Sshd.StartAsync("MaxSessions 2");

        RemoteResult[] results = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ =>
            _sut.RunAsync(strict.Host(), Shell("sleep 0.5; echo done; echo err >&2"))));

        results.ShouldAllBe(r => r == new RemoteResult(0, "done\n", "err\n"));
    }

    [SshdFact]
    public async Task Run_OneAfterAnother_ShareAConnection()
    {
        using TcpRelay relay = RelayTo(Server);

        for (int i = 0; i < 3; i++)
        {
            await _sut.RunAsync(Server.Host(relay.Port), Command("true"));
        }

        relay.Accepted.ShouldBe(1);
    }

    [SshdFact]
    public async Task Run_LongerThanItsTimeout_IsEndedAtTheHost()
    {
        Stopwatch watch = Stopwatch.StartNew();

        Error error = await FailAsync(Server.Host(), Command("sleep", "30") with { Timeout = Short });

        error.Code.ShouldBe(ErrorCodes.CommandTimeout);
        error.Tried.ShouldBe("sleep 30");
        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(5));
    }

    // 124 and 137 are also what timeout(1) says: here they come too early for that.
    [SshdFact]
    public async Task Run_CommandThatExits137ByItself_IsAResult() =>
        (await _sut.RunAsync(Server.Host(), Shell("kill -9 $$"))).ExitCode.ShouldBe(137);

    [SshdFact]
    public async Task Run_MissingProgram_SaysSo() =>
        (await FailAsync(Server.Host(), Command("no-such-program"))).Code.ShouldBe(ErrorCodes.CommandMissing);

    [SshdFact]
    public async Task Run_ScriptThatExits127_IsAResult() =>
        (await _sut.RunAsync(Server.Host(), Shell("exit 127"))).ExitCode.ShouldBe(127);

    [SshdFact]
    public async Task Run_TooMuchOutput_IsRefused() =>
        (await FailAsync(Server.Host(), Shell("head -c 2000000 /dev/zero"))).Code.ShouldBe(ErrorCodes.OutputUnreadable);

    [SshdFact]
    public async Task Run_AnotherHostKey_NeedsAPerson()
    {
        File.Delete(Server.InDirectory("known_hosts"));
        Server.Pin("known_hosts", Server.Port, "other");

        Error error = await FailAsync(Server.Host(), Command("true"));

        error.Code.ShouldBe(ErrorCodes.HostKeyRejected);
        error.Class.ShouldBe(ErrorClass.NeedsPerson);
        error.Message.ShouldContain("another key");
    }

    [SshdFact]
    public async Task Run_UnknownHostKey_IsRefusedAndNotLearnt()
    {
        File.WriteAllText(Server.InDirectory("known_hosts"), "");

        Error error = await FailAsync(Server.Host(), Command("true"));

        error.Code.ShouldBe(ErrorCodes.HostKeyRejected);
        error.Message.ShouldContain("No key is pinned");
        File.ReadAllText(Server.InDirectory("known_hosts")).ShouldBeEmpty();
    }

    [SshdFact]
    public async Task Run_WrongUserKey_IsAccessDenied()
    {
        RemoteHost host = Server.Host();

        Error error = await FailAsync(host with { Ssh = host.Ssh with { IdentityFile = Server.InDirectory("other") } }, Command("true"));

        error.Code.ShouldBe(ErrorCodes.HostAccessDenied);
        error.Class.ShouldBe(ErrorClass.NeedsPerson);
    }

    [SshdFact]
    public async Task Run_RefusedPort_IsUnreachable()
    {
        Error error = await FailAsync(Server.Host(FreePort.Next()), Command("true"));

        error.Code.ShouldBe(ErrorCodes.HostUnreachable);
        error.Class.ShouldBe(ErrorClass.Transient);
        error.Message.ShouldContain("Connection refused");
    }

    [SshdFact]
    public async Task Run_UnknownName_IsUnreachable()
    {
        Error error = await FailAsync(Server.Host() with { Name = "no-such-host.invalid" }, Command("true"));

        error.Code.ShouldBe(ErrorCodes.HostUnreachable);
    }

    [SshdFact]
    public async Task Run_ConfigurationThatIsMissing_IsPermanent()
    {
        RemoteHost host = Server.Host();

        Error error = await FailAsync(host with { Ssh = host.Ssh with { ConfigFile = Server.InDirectory("nothing") } }, Command("true"));

        error.Class.ShouldBe(ErrorClass.Permanent);
    }

    [SshdFact]
    public async Task Run_ServerKilledInMidCommand_IsUnreachable()
    {
        await _sut.RunAsync(Server.Host(), Command("true"));
        string started = Server.InDirectory("started");
        Task<Error> running = FailAsync(Server.Host(), Shell($"touch {started}; sleep 30"));
        await UntilAsync(() => File.Exists(started));

        Server.Kill();

        (await running).Code.ShouldBe(ErrorCodes.HostUnreachable);
        (await running).Message.ShouldContain("may have had its effect");
    }

    // A shared connection whose network is gone: found out in bounded time, and replaced, because the command never began.
    [SshdFact]
    public async Task Run_OverAConnectionThatWasCut_UsesAFreshOne()
    {
        using TcpRelay relay = RelayTo(Server);
        await _sut.RunAsync(Server.Host(relay.Port), Command("true"));
        relay.Cut();

        RemoteResult result = await _sut.RunAsync(Server.Host(relay.Port), Command("echo", "again"));

        result.StandardOutput.ShouldBe("again\n");
        relay.Accepted.ShouldBe(2);
    }

    [SshdFact]
    public async Task Run_NetworkCutInMidCommand_IsNotRunAgain()
    {
        using TcpRelay relay = RelayTo(Server);
        string started = Server.InDirectory("started");
        Task<Error> running = FailAsync(Server.Host(relay.Port), Shell($"echo x >> {started}; sleep 30"));
        await UntilAsync(() => File.Exists(started));

        relay.Cut();

        (await running).Code.ShouldBe(ErrorCodes.HostUnreachable);
        File.ReadAllText(started).ShouldBe("x\n");
    }

    [SshdFact]
    public async Task Run_Cancelled_EndsAtOnce()
    {
        using CancellationTokenSource cancel = new();
        string started = Server.InDirectory("started");
        Task<RemoteResult> running = _sut.RunAsync(Server.Host(), Shell($"touch {started}; sleep 30"), cancel.Token);
        await UntilAsync(() => File.Exists(started));

        await cancel.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(running);
    }

    [SshdFact]
    public async Task Dispose_EndsItsConnections()
    {
        await _sut.RunAsync(Server.Host(), Command("true"));

        await _sut.DisposeAsync();

        await UntilAsync(() => !Process.GetProcessesByName("ssh").Any(IsOurs));
    }

    [Fact]
    public async Task Run_HostThatLooksLikeAnOption_IsRefused()
    {
        Error error = await FailAsync(new RemoteHost("-oProxyCommand=reboot", new SshSettings()), Command("true"));

        error.Code.ShouldBe(ErrorCodes.NameInvalid);
    }

    private static RemoteCommand Command(params string[] arguments) => new(arguments, TimeSpan.FromSeconds(40));

    private static RemoteCommand Shell(string script) => Command("sh", "-c", script);

    private async Task<Error> FailAsync(RemoteHost host, RemoteCommand command) =>
        (await Should.ThrowAsync<DrException>(() => _sut.RunAsync(host, command))).Error;

    private bool IsOurs(Process process)
    {
        try
        {
            return File.ReadAllText($"/proc/{process.Id}/cmdline").Contains(Server.InDirectory("known_hosts"), StringComparison.Ordinal);
        }
        catch (IOException)
        {
            return false;
        }
    }

    private static TcpRelay RelayTo(Sshd sshd)
    {
        TcpRelay relay = new(sshd.Port);
        sshd.Pin("known_hosts", relay.Port);
        return relay;
    }

    private static async Task UntilAsync(Func<bool> condition)
    {
        for (int i = 0; !condition(); i++)
        {
            i.ShouldBeLessThan(500, "it never came to be");
            await Task.Delay(20);
        }
    }
}
