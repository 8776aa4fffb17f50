using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using GlusterDr.Errors;
using GlusterDr.Functions.Remote;
using GlusterDr.Remote;
using GlusterDr.Secrets;
using GlusterDr.TestKit;
using Microsoft.Extensions.Logging.Abstractions;

namespace GlusterDr.Tests.Functions.Remote;

/// <remarks>Connections: how many, how they are shared, and what comes of those that break. All against a real sshd.</remarks>
[SuppressMessage("Design", "CA1001", Justification = "xunit calls IAsyncLifetime.DisposeAsync.")]
public sealed class SshNetConnectionTests : IAsyncLifetime
{
    private readonly SshNetRunner _sut = NewRunner(TimeProvider.System);
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
    public async Task Run_OneAfterAnother_ShareAConnection()
    {
        for (int i = 0; i < 3; i++)
        {
            await EchoAsync(_sut, Server.Host(), $"{i}");
        }

        Server.Logins.ShouldBe(1);
    }

    // Each waits until all have begun, so that they surely run at the same time: fifty sessions, of which sshd allows ten a connection.
    [SshdFact]
    public async Task Run_FiftyAtOnce_ShareSevenConnections()
    {
        using CommandBarrier barrier = new(50);
        string wait = $"exec 4<{barrier.Gate}; echo $1 >{barrier.Arrivals}; cat <&4; echo $1";

        RemoteResult[] results = await Task.WhenAll(Enumerable.Range(0, 50).Select(i =>
            _sut.RunAsync(Server.Host(), Command("sh", "-c", wait, "sh", $"{i}"))));

        results.Select(r => r.StandardOutput).ShouldBe(Enumerable.Range(0, 50).Select(i => $"{i}\n"));
        Server.Logins.ShouldBe(7);
    }

    // An sshd that allows less than we take: what does not fit in gets a connection of its own, and waits when there are enough.
    [SshdFact]
    public async Task Run_MoreThanSshdAllowsOnAConnection_StillRuns()
    {
        using Sshd strict = await Sshd.StartAsync("MaxSessions 2");
        await using SshNetRunner sut = NewRunner(TimeProvider.System, new SshNetRunnerOptions { ConnectionsPerHost = 3 });

        string[] said = await Task.WhenAll(Enumerable.Range(0, 30).Select(i => EchoAsync(sut, strict.Host(), $"{i}")));

        said.ShouldBe(Enumerable.Range(0, 30).Select(i => $"{i}\n"));
        strict.Logins.ShouldBeInRange(1, 3);
    }

    [SshdFact]
    public async Task Run_WhereSshdAllowsNoSession_SaysSo()
    {
        using Sshd strict = await Sshd.StartAsync("MaxSessions 0");

        Error error = await FailAsync(strict.Host());

        error.Code.ShouldBe(ErrorCodes.HostUnreachable);
        error.Message.ShouldContain("not started");
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
        (await EchoAsync(_sut, Server.Host(), "again")).ShouldBe("again\n");
        Server.Logins.ShouldBe(2);
    }

    [SshdFact]
    public async Task Run_OneConnectionDies_TheCommandsOfOthersGoOn()
    {
        await using SshNetRunner sut = NewRunner(TimeProvider.System, new SshNetRunnerOptions { SessionsPerConnection = 1 });
        CommandLife first = Server.NewLife();
        CommandLife second = Server.NewLife();
        Task<RemoteResult> dies = sut.RunAsync(Server.Host(), Command("sh", "-c", first.Script()));
        Task<RemoteResult> lives = sut.RunAsync(Server.Host(), Command("sh", "-c", second.Script("echo alive")));
        using Process child = Process.GetProcessById(await first.BegunAsync());

        child.Kill();

        await Should.ThrowAsync<DrException>(dies);
        await second.BegunAsync();
        (await lives).StandardOutput.ShouldBe("alive\n");
    }

    // A network that swallows everything: found out in bounded time, and the connection replaced, for the command never began.
    [SshdFact]
    public async Task Run_OverAConnectionThatWasCut_UsesAFreshOne()
    {
        using TcpRelay relay = new(Server.Port);
        await using SshNetRunner sut = NewRunner(TimeProvider.System, Impatient);
        await EchoAsync(sut, Server.Host(relay.Port), "first");
        relay.Cut();

        (await EchoAsync(sut, Server.Host(relay.Port), "again")).ShouldBe("again\n");

        relay.Accepted.ShouldBe(2);
    }

    [SshdFact]
    public async Task Run_NetworkCutInMidCommand_IsUnreachableAndNotRunAgain()
    {
        using TcpRelay relay = new(Server.Port);
        await using SshNetRunner sut = NewRunner(TimeProvider.System, Impatient);
        CommandLife life = Server.NewLife();
        Task<RemoteResult> running = sut.RunAsync(Server.Host(relay.Port), Command("sh", "-c", life.Script()));
        await life.BegunAsync();

        relay.Cut();

        Error error = (await Should.ThrowAsync<DrException>(running)).Error;
        error.Code.ShouldBe(ErrorCodes.HostUnreachable);
        error.Message.ShouldContain("may have had its effect");
        relay.Accepted.ShouldBe(1);
    }

    [SshdFact]
    public async Task Idle_Connection_IsClosedAndMadeAnew()
    {
        ManualTimeProvider time = new();
        await using SshNetRunner sut = NewRunner(time);
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
        await EchoAsync(_sut, Server.Host(), "first");

        await _sut.DisposeAsync();

        await Server.UntilLoggedAsync("Disconnected from user");
        await Should.ThrowAsync<ObjectDisposedException>(() => EchoAsync(_sut, Server.Host(), "second"));
    }

    [SshdFact]
    public async Task Dispose_WhileACommandRuns_EndsItWithAnError()
    {
        CommandLife life = Server.NewLife();
        Task<Error> running = FailAsync(Server.Host(), Command("sh", "-c", life.Script()));
        await life.BegunAsync();

        await _sut.DisposeAsync();

        (await running).Code.ShouldBe(ErrorCodes.HostUnreachable);
    }

    [SshdFact]
    public async Task Dispose_WhileACommandWaitsItsTurn_EndsItWithAnError()
    {
        SshNetRunner sut = NewRunner(TimeProvider.System, new SshNetRunnerOptions { SessionsPerConnection = 1, ConnectionsPerHost = 1 });
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

    private static SshNetRunnerOptions Impatient => new()
    {
        KeepAlive = TimeSpan.FromMilliseconds(300),
        SessionTimeout = TimeSpan.FromSeconds(2),
    };

    private static SshNetRunner NewRunner(TimeProvider time, SshNetRunnerOptions? options = null) =>
        new(new SecretReader(), time, NullLogger<SshNetRunner>.Instance, options);

    private static RemoteCommand Command(params string[] arguments) => new(arguments, TimeSpan.FromSeconds(60));

    private static async Task<string> EchoAsync(SshNetRunner sut, RemoteHost host, string text) =>
        (await sut.RunAsync(host, Command("echo", text))).StandardOutput;

    private async Task<Error> FailAsync(RemoteHost host, RemoteCommand? command = null) =>
        (await Should.ThrowAsync<DrException>(() => _sut.RunAsync(host, command ?? Command("true")))).Error;
}
