using System.Diagnostics;
using GlusterDr.Errors;
using GlusterDr.Remote;
using GlusterDr.TestKit;
using GlusterDr.TestKit.Remote;

namespace GlusterDr.Conformance.Remote;

/// <summary>Connections: how many there are, how they are shared, and what happens when they break.</summary>
[TakesLong(20)]
public abstract class RemoteConnectionConformance(IRemoteHarness harness) : RemoteSuite(harness)
{
    [Fact]
    public async Task Run_OneAfterAnother_ShareAConnection()
    {
        for (int i = 0; i < 3; i++)
        {
            await EchoAsync(Sut, Host, $"{i}");
        }

        Server.Logins.ShouldBe(1);
    }

    // Each command waits until all have begun, so that they run at the same time: fifty sessions, where sshd allows ten per connection.
    [Fact]
    public async Task Run_FiftyThatWaitForEachOther_ShareSevenConnections()
    {
        using CommandGate gate = new(50);
        Task opened = gate.OpenWhenAllArrivedAsync();

        RemoteResult[] results = await Task.WhenAll(Enumerable.Range(0, 50).Select(i => RunAsync(Shell($"{gate.Line}; echo $1", $"{i}"))));

        await opened;
        results.Select(r => r.StandardOutput).ShouldBe(Enumerable.Range(0, 50).Select(i => $"{i}\n"));
        Server.Logins.ShouldBe(7);
    }

    // An sshd that allows fewer sessions per connection than the runner uses: further commands get new connections, and wait when these are used up.
    [Fact]
    public async Task Run_MoreThanSshdAllowsOnAConnection_StillRuns()
    {
        using Sshd strict = await Sshd.StartAsync(new SshdOptions { Configuration = "MaxSessions 2" });
        IRemoteRunner sut = NewRunner(options => options with { ConnectionsPerHost = 3 });

        RemoteResult[] results = await Task.WhenAll(Enumerable.Range(0, 30).Select(i =>
            sut.RunAsync(HostOf(strict), Shell("echo $1; echo err >&2", $"{i}"))));

        results.ShouldBe(Enumerable.Range(0, 30).Select(i => new RemoteResult(0, $"{i}\n", "err\n")));
        strict.Logins.ShouldBeInRange(1, 3);
    }

    [Fact]
    public async Task Run_WhereSshdAllowsNoSession_SaysSo()
    {
        using Sshd strict = await Sshd.StartAsync(new SshdOptions { Configuration = "MaxSessions 0" });

        Error error = await FailAsync(HostOf(strict));

        error.Code.ShouldBe(ErrorCodes.HostUnreachable);
        error.Message.ShouldContain("not started");
        error.Message.ShouldContain("MaxSessions");
    }

    [Fact]
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

    [Fact]
    public async Task Run_ConnectionEndedInMidCommand_IsUnreachableAndTheNextReconnects()
    {
        CommandLife life = Server.NewLife();
        Task<Error> running = FailAsync(Command("sh", "-c", life.Script()));
        using Process child = Process.GetProcessById(await life.BegunAsync());

        child.Kill();

        (await running).Code.ShouldBe(ErrorCodes.HostUnreachable);
        (await running).Message.ShouldContain("may have had its effect");
        (await running).Tried!.ShouldStartWith("sh -c ");
        (await EchoAsync(Sut, Host, "again")).ShouldBe("again\n");
        Server.Logins.ShouldBe(2);
    }

    [Fact]
    public async Task Run_OneConnectionDies_TheCommandsOfOthersGoOn()
    {
        IRemoteRunner sut = NewRunner(options => options with { SessionsPerConnection = 1 });
        CommandLife first = Server.NewLife();
        CommandLife second = Server.NewLife();
        Task<RemoteResult> dies = sut.RunAsync(Host, Shell(first.Script()));
        Task<RemoteResult> lives = sut.RunAsync(Host, Shell(second.Script("echo alive")));
        using Process child = Process.GetProcessById(await first.BegunAsync());

        child.Kill();

        (await FailAsync(dies)).Message.ShouldContain("may have had its effect");
        await second.BegunAsync();
        (await lives).StandardOutput.ShouldBe("alive\n");
    }

    [Fact]
    public async Task Idle_Connection_IsClosedAndMadeAnew()
    {
        FakeTimeProvider time = new();
        IRemoteRunner sut = NewRunner(NoKeepAlive, time);
        await EchoAsync(sut, Host, "first");

        time.Advance(TimeSpan.FromMinutes(4));
        await EchoAsync(sut, Host, "second");
        time.Advance(TimeSpan.FromMinutes(4));
        Server.Logins.ShouldBe(1);
        time.Advance(TimeSpan.FromMinutes(1));

        await Server.UntilLoggedAsync("Disconnected from user");
        await EchoAsync(sut, Host, "third");
        Server.Logins.ShouldBe(2);
    }

    [Fact]
    public async Task Dispose_EndsItsConnectionsAndRunsNoMore()
    {
        await EchoAsync(Sut, Host, "first");

        await EndAsync(Sut);

        await Server.UntilLoggedAsync("Disconnected from user");
        await Should.ThrowAsync<ObjectDisposedException>(() => EchoAsync(Sut, Host, "second"));
    }

    [Fact]
    public async Task Dispose_WhileACommandRunsAndOneWaits_EndsThemWithAnError()
    {
        IRemoteRunner sut = NewRunner(options => options with { SessionsPerConnection = 1, ConnectionsPerHost = 1 });
        CommandLife life = Server.NewLife();
        Task<RemoteResult> running = sut.RunAsync(Host, Shell(life.Script()));
        await life.BegunAsync();
        Task<string> waiting = EchoAsync(sut, Host, "never");

        await EndAsync(sut);

        (await FailAsync(running)).Code.ShouldBe(ErrorCodes.HostUnreachable);
        await Should.ThrowAsync<ObjectDisposedException>(waiting);
    }
}
