using GlusterDr.Errors;
using GlusterDr.Remote;
using GlusterDr.TestKit;
using GlusterDr.TestKit.Remote;

namespace GlusterDr.Tests.Shared.Remote;

/// <remarks>Connections: how many, how they are shared, and what comes of those that break.</remarks>
public sealed class OpenSshConnectionTests : OpenSshTest
{
    // Finds a network that swallows everything within ten seconds.
    private static readonly OpenSshRunnerOptions s_impatient = new() { KeepAlive = TimeSpan.FromSeconds(3) };

    [SshdFact]
    public async Task Run_OneAfterAnother_ShareAConnection()
    {
        for (int i = 0; i < 3; i++)
        {
            await RunAsync(Command("true"));
        }

        Server.Logins.ShouldBe(1);
    }

    // Each waits until all have begun, so that they surely run at the same time: fifty sessions, of which sshd allows ten a connection.
    [SshdFact]
    public async Task Run_FiftyThatWaitForEachOther_ShareSevenConnections()
    {
        using CommandGate gate = new(50);
        Task opened = gate.OpenWhenAllArrivedAsync();

        RemoteResult[] results = await Task.WhenAll(Enumerable.Range(0, 50).Select(i =>
            RunAsync(Shell($"{gate.Line}; echo $1", $"{i}"))));

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
            Sut.RunAsync(HostOf(slow), Shell("echo $1; echo $1 >&2; exit 3", $"{i}"))));

        results.ShouldBe(Enumerable.Range(0, count).Select(i => new RemoteResult(3, $"{i}\n", $"{i}\n")));
        slow.Logins.ShouldBeInRange(1, 8);
    }

    // An sshd that allows less than we take: what does not fit in gets a connection of its own, and waits when there are enough.
    [SshdFact]
    public async Task Run_MoreThanSshdAllowsOnAConnection_StillRuns()
    {
        using Sshd strict = await Sshd.StartAsync(new SshdOptions { Configuration = "MaxSessions 2" });
        OpenSshRunner sut = NewRunner(new OpenSshRunnerOptions { ConnectionsPerHost = 3 });

        RemoteResult[] results = await Task.WhenAll(Enumerable.Range(0, 30).Select(i =>
            sut.RunAsync(HostOf(strict), Shell("echo $1; echo err >&2", $"{i}"))));

        results.ShouldBe(Enumerable.Range(0, 30).Select(i => new RemoteResult(0, $"{i}\n", "err\n")));
        strict.Logins.ShouldBeInRange(1, 3);
    }

    [SshdFact]
    public async Task Run_WhereSshdAllowsNoSession_SaysSo()
    {
        using Sshd strict = await Sshd.StartAsync(new SshdOptions { Configuration = "MaxSessions 0" });

        Error error = await FailAsync(HostOf(strict));

        error.Code.ShouldBe(ErrorCodes.HostUnreachable);
        error.Message.ShouldContain("not started");
        error.Message.ShouldContain("MaxSessions");
    }

    [SshdFact]
    public async Task Run_ServerKilledInMidCommand_IsUnreachable()
    {
        CommandLife life = Server.NewLife();
        Task<Error> running = FailAsync(Shell(life.Script()));
        await life.BegunAsync();

        Server.Kill();

        (await running).Code.ShouldBe(ErrorCodes.HostUnreachable);
        (await running).Message.ShouldContain("may have had its effect");
        (await running).Message.ShouldNotContain("UNKNOWN");
    }

    // A shared connection whose network is gone: found out in bounded time, and replaced, because the command never began.
    [SshdFact]
    public async Task Run_OverAConnectionThatWasCut_UsesAFreshOne()
    {
        using TcpRelay relay = new(Server.Port);
        OpenSshRunner sut = NewRunner(s_impatient);
        await sut.RunAsync(HostOf(Server, relay.Port), Command("true"));
        relay.Cut();

        RemoteResult result = await sut.RunAsync(HostOf(Server, relay.Port), Command("echo", "again"));

        result.StandardOutput.ShouldBe("again\n");
        relay.Accepted.ShouldBe(2);
    }

    [SshdFact]
    public async Task Run_NetworkCutInMidCommand_IsNotRunAgain()
    {
        using TcpRelay relay = new(Server.Port);
        OpenSshRunner sut = NewRunner(s_impatient);
        CommandLife life = Server.NewLife();
        string started = Server.InDirectory("started");
        Task<RemoteResult> running = sut.RunAsync(HostOf(Server, relay.Port), Shell($"echo x >> {started}; {life.Script()}"));
        await life.BegunAsync();

        relay.Cut();

        Error error = (await Should.ThrowAsync<DrException>(running)).Error;
        error.Code.ShouldBe(ErrorCodes.HostUnreachable);
        error.Message.ShouldContain("may have had its effect");
        File.ReadAllText(started).ShouldBe("x\n");
        relay.Accepted.ShouldBe(1);
    }

    [SshdFact]
    public async Task Idle_Connection_IsClosedAndMadeAnew()
    {
        ManualTimeProvider time = new();
        OpenSshRunner sut = NewRunner(time: time);
        await sut.RunAsync(HostOf(Server), Command("true"));

        time.Advance(TimeSpan.FromMinutes(5));

        await Server.UntilLoggedAsync("Disconnected from user");
        await sut.RunAsync(HostOf(Server), Command("true"));
        Server.Logins.ShouldBe(2);
    }

    [SshdFact]
    public async Task Dispose_EndsItsConnectionsAndRunsNoMore()
    {
        await RunAsync(Command("true"));

        await Sut.DisposeAsync();

        await Server.UntilLoggedAsync("Disconnected from user");
        await Should.ThrowAsync<ObjectDisposedException>(() => RunAsync(Command("true")));
    }

    [SshdFact]
    public async Task Dispose_WhileACommandRunsAndOneWaits_EndsThemWithAnError()
    {
        OpenSshRunner sut = NewRunner(new OpenSshRunnerOptions { SessionsPerConnection = 1, ConnectionsPerHost = 1 });
        CommandLife life = Server.NewLife();
        Task<RemoteResult> running = sut.RunAsync(HostOf(Server), Shell(life.Script()));
        await life.BegunAsync();
        Task<RemoteResult> waiting = sut.RunAsync(HostOf(Server), Command("true"));

        await sut.DisposeAsync();

        (await Should.ThrowAsync<DrException>(running)).Error.Code.ShouldBe(ErrorCodes.HostUnreachable);
        await Should.ThrowAsync<ObjectDisposedException>(waiting);
    }
}
