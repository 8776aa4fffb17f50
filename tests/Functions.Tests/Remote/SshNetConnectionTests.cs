using System.Diagnostics;
using GlusterDr.Errors;
using GlusterDr.Functions.Remote;
using GlusterDr.Remote;
using GlusterDr.TestKit;
using GlusterDr.TestKit.Remote;

namespace GlusterDr.Tests.Functions.Remote;

/// <remarks>Connections: how many, how they are shared, and what comes of those that break. All against a real sshd.</remarks>
public sealed class SshNetConnectionTests : SshNetTest
{
    // Time that a test moves passes too fast for answers.
    private static readonly SshNetRunnerOptions s_noKeepAlive = new() { KeepAlive = TimeSpan.FromDays(1) };

    [SshdFact]
    public async Task Run_OneAfterAnother_ShareAConnection()
    {
        for (int i = 0; i < 3; i++)
        {
            await EchoAsync(Sut, Server.Host(), $"{i}");
        }

        Server.Logins.ShouldBe(1);
    }

    // Each waits until all have begun, so that they surely run at the same time: fifty sessions, of which sshd allows ten a connection.
    [SshdFact]
    public async Task Run_FiftyThatWaitForEachOther_ShareSevenConnections()
    {
        using CommandGate gate = new(50);
        Task opened = gate.OpenWhenAllArrivedAsync();

        RemoteResult[] results = await Task.WhenAll(Enumerable.Range(0, 50).Select(i => RunAsync(Shell($"{gate.Line}; echo $1", $"{i}"))));

        await opened;
        results.Select(r => r.StandardOutput).ShouldBe(Enumerable.Range(0, 50).Select(i => $"{i}\n"));
        Server.Logins.ShouldBe(7);
    }

    [SshdTheory]
    [InlineData(50)]
    [InlineData(200)]
    public async Task Run_ManyAtOnceOnABusyHostWithASlowLogin_AllEnd(int count)
    {
        using BusyProcessors busy = new();
        using Sshd slow = await Sshd.StartAsync(new SshdOptions { LoginScript = SshdOptions.SlowLogin });

        RemoteResult[] results = await Task.WhenAll(Enumerable.Range(0, count).Select(i =>
            Sut.RunAsync(slow.Host(), Shell("echo $1; echo $1 >&2; exit 3", $"{i}"))));

        results.ShouldBe(Enumerable.Range(0, count).Select(i => new RemoteResult(3, $"{i}\n", $"{i}\n")));
        slow.Logins.ShouldBeInRange(1, 8);
    }

    // An sshd that allows less than we take: what does not fit in gets a connection of its own, and waits when there are enough.
    [SshdFact]
    public async Task Run_MoreThanSshdAllowsOnAConnection_StillRuns()
    {
        using Sshd strict = await Sshd.StartAsync(new SshdOptions { Configuration = "MaxSessions 2" });
        SshNetRunner sut = NewRunner(new SshNetRunnerOptions { ConnectionsPerHost = 3 });

        string[] said = await Task.WhenAll(Enumerable.Range(0, 30).Select(i => EchoAsync(sut, strict.Host(), $"{i}")));

        said.ShouldBe(Enumerable.Range(0, 30).Select(i => $"{i}\n"));
        strict.Logins.ShouldBeInRange(1, 3);
    }

    [SshdFact]
    public async Task Run_WhereSshdAllowsNoSession_SaysSo()
    {
        using Sshd strict = await Sshd.StartAsync(new SshdOptions { Configuration = "MaxSessions 0" });

        Error error = await FailAsync(strict.Host());

        error.Code.ShouldBe(ErrorCodes.HostUnreachable);
        error.Message.ShouldContain("not started");
        error.Message.ShouldContain("MaxSessions");
    }

    [SshdFact]
    public async Task Run_RefusedPort_IsUnreachable()
    {
        Error error = await FailAsync(Server.Host(FreePort.Next()));

        error.Code.ShouldBe(ErrorCodes.HostUnreachable);
        error.Class.ShouldBe(ErrorClass.Transient);
        error.Message.ShouldContain("Connection refused");
    }

    [SshdFact]
    public async Task Run_UnknownName_IsUnreachable() =>
        (await FailAsync(Server.Host() with { Name = "no-such-host.invalid" })).Code.ShouldBe(ErrorCodes.HostUnreachable);

    [SshdFact]
    public async Task Run_ServerKilledInMidCommand_IsUnreachableAndTheNextReconnects()
    {
        CommandLife life = Server.NewLife();
        Task<Error> running = FailAsync(Server.Host(), Command("sh", "-c", life.Script()));
        using Process child = Process.GetProcessById(await life.BegunAsync());

        child.Kill();

        (await running).Code.ShouldBe(ErrorCodes.HostUnreachable);
        (await running).Message.ShouldContain("may have had its effect");
        (await running).Tried!.ShouldStartWith("sh -c ");
        (await EchoAsync(Sut, Server.Host(), "again")).ShouldBe("again\n");
        Server.Logins.ShouldBe(2);
    }

    [SshdFact]
    public async Task Run_OneConnectionDies_TheCommandsOfOthersGoOn()
    {
        SshNetRunner sut = NewRunner(new SshNetRunnerOptions { SessionsPerConnection = 1 });
        CommandLife first = Server.NewLife();
        CommandLife second = Server.NewLife();
        Task<RemoteResult> dies = sut.RunAsync(Server.Host(), Command("sh", "-c", first.Script()));
        Task<RemoteResult> lives = sut.RunAsync(Server.Host(), Command("sh", "-c", second.Script("echo alive")));
        using Process child = Process.GetProcessById(await first.BegunAsync());

        child.Kill();

        (await FailAsync(dies)).Message.ShouldContain("may have had its effect");
        await second.BegunAsync();
        (await lives).StandardOutput.ShouldBe("alive\n");
    }

    // A network that swallows everything: found out in bounded time, and the connection replaced, for the command never began.
    [SshdFact]
    public async Task Run_OverAConnectionThatWasCut_UsesAFreshOne()
    {
        using TcpRelay relay = new(Server.Port);
        ManualTimeProvider time = new();
        SshNetRunner sut = NewRunner(time: time);
        await EchoAsync(sut, Server.Host(relay.Port), "first");
        relay.Cut();
        Task<string> again = EchoAsync(sut, Server.Host(relay.Port), "again");

        while (relay.Accepted < 2)
        {
            time.Advance(TimeSpan.FromSeconds(15));
            await Task.Delay(50);
        }

        (await again).ShouldBe("again\n");
        relay.Accepted.ShouldBe(2);
    }

    [SshdFact]
    public async Task Run_NetworkCutInMidCommand_IsUnreachableAndNotRunAgain()
    {
        using TcpRelay relay = new(Server.Port);
        ManualTimeProvider time = new();
        CommandLife life = Server.NewLife();
        Task<RemoteResult> running = NewRunner(time: time).RunAsync(Server.Host(relay.Port), Shell(life.Script()));
        await life.BegunAsync();

        relay.Cut();
        await AdvanceUntilAsync(running, time, TimeSpan.FromSeconds(15));

        Error error = await FailAsync(running);
        error.Code.ShouldBe(ErrorCodes.HostUnreachable);
        error.Message.ShouldContain("may have had its effect");
        relay.Accepted.ShouldBe(1);
    }

    [SshdFact]
    public async Task Idle_Connection_IsClosedAndMadeAnew()
    {
        ManualTimeProvider time = new();
        SshNetRunner sut = NewRunner(s_noKeepAlive, time);
        await EchoAsync(sut, Server.Host(), "first");

        time.Advance(TimeSpan.FromMinutes(4));
        await EchoAsync(sut, Server.Host(), "second");
        time.Advance(TimeSpan.FromMinutes(4));
        Server.Logins.ShouldBe(1);
        time.Advance(TimeSpan.FromMinutes(1));

        await Server.UntilLoggedAsync("Disconnected from user");
        await EchoAsync(sut, Server.Host(), "third");
        Server.Logins.ShouldBe(2);
    }

    [SshdFact]
    public async Task Dispose_EndsItsConnectionsAndRunsNoMore()
    {
        await EchoAsync(Sut, Server.Host(), "first");

        await Sut.DisposeAsync();

        await Server.UntilLoggedAsync("Disconnected from user");
        await Should.ThrowAsync<ObjectDisposedException>(() => EchoAsync(Sut, Server.Host(), "second"));
    }

    [SshdFact]
    public async Task Dispose_WhileACommandRuns_EndsItWithAnError()
    {
        CommandLife life = Server.NewLife();
        Task<Error> running = FailAsync(Server.Host(), Command("sh", "-c", life.Script()));
        await life.BegunAsync();

        await Sut.DisposeAsync();

        (await running).Code.ShouldBe(ErrorCodes.HostUnreachable);
    }

    [SshdFact]
    public async Task Dispose_WhileACommandWaitsItsTurn_EndsItWithAnError()
    {
        SshNetRunner sut = NewRunner(new SshNetRunnerOptions { SessionsPerConnection = 1, ConnectionsPerHost = 1 });
        CommandLife life = Server.NewLife();
        Task<RemoteResult> running = sut.RunAsync(Server.Host(), Command("sh", "-c", life.Script()));
        await life.BegunAsync();
        Task<string> waiting = EchoAsync(sut, Server.Host(), "never");

        await sut.DisposeAsync();

        await Should.ThrowAsync<DrException>(running);
        await Should.ThrowAsync<ObjectDisposedException>(waiting);
    }

    [Fact]
    public async Task Run_HostThatLooksLikeAnOption_IsRefused() =>
        (await FailAsync(new RemoteHost("-oProxyCommand=reboot", new SshSettings()))).Code.ShouldBe(ErrorCodes.NameInvalid);
}
