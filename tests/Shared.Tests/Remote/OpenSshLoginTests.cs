using System.Net.Sockets;
using GlusterDr.Errors;
using GlusterDr.Remote;
using GlusterDr.TestKit;
using GlusterDr.TestKit.Remote;

namespace GlusterDr.Tests.Shared.Remote;

/// <remarks>Whom we trust, who trusts us, and hosts that are not there or let nobody in now.</remarks>
public sealed class OpenSshLoginTests : OpenSshTest
{
    private static readonly TimeSpan s_second = TimeSpan.FromSeconds(1);
    private static readonly SshdOptions s_oneLogin = new() { Configuration = "MaxStartups 1\nLoginGraceTime 0" };

    [SshdFact]
    public async Task Run_AnotherHostKey_NeedsAPerson()
    {
        Server.Pin("other");

        Error error = await FailAsync(Command("true"));

        error.Code.ShouldBe(ErrorCodes.HostKeyRejected);
        error.Class.ShouldBe(ErrorClass.NeedsPerson);
        error.Message.ShouldContain("another key");
    }

    // The key comes late: that it is the wrong one must not be taken for a host that does not answer.
    [SshdFact]
    public async Task Run_AnotherHostKeyOfABusyHost_NeedsAPerson()
    {
        using BusyProcessors busy = new();
        Server.Pin("other");

        Error[] errors = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => FailAsync(Command("true"))));

        errors.ShouldAllBe(e => e.Code == ErrorCodes.HostKeyRejected);
    }

    [SshdFact]
    public async Task Run_UnknownHostKey_IsRefusedAndNotLearnt()
    {
        File.WriteAllText(Server.InDirectory("known_hosts"), "");

        Error error = await FailAsync(Command("true"));

        error.Code.ShouldBe(ErrorCodes.HostKeyRejected);
        error.Message.ShouldContain("No key is pinned");
        File.ReadAllText(Server.InDirectory("known_hosts")).ShouldBeEmpty();
    }

    [SshdFact]
    public async Task Run_WrongUserKey_IsAccessDenied()
    {
        RemoteHost host = HostOf(Server);

        Error error = await FailAsync(host with { Ssh = host.Ssh with { IdentityFile = Server.InDirectory("other") } });

        error.Code.ShouldBe(ErrorCodes.HostAccessDenied);
        error.Class.ShouldBe(ErrorClass.NeedsPerson);
    }

    [SshdFact]
    public async Task Run_RefusedPort_IsUnreachable()
    {
        Error error = await FailAsync(HostOf(Server, FreePort.Next()));

        error.Code.ShouldBe(ErrorCodes.HostUnreachable);
        error.Class.ShouldBe(ErrorClass.Transient);
        error.Message.ShouldContain("Connection refused");
        error.Message.ShouldNotContain("debug1");
    }

    // All who wait share the failure: none of them tries again for itself.
    [SshdFact]
    public async Task Run_ManyAtAHostThatIsNotThere_FailTogether()
    {
        RemoteHost host = HostOf(Server, FreePort.Next());

        Error[] errors = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => FailAsync(host)));

        errors.ShouldAllBe(e => e.Code == ErrorCodes.HostUnreachable);
    }

    [SshdFact]
    public async Task Run_UnknownName_IsUnreachable() =>
        (await FailAsync(HostOf(Server) with { Name = "no-such-host.invalid" })).Code.ShouldBe(ErrorCodes.HostUnreachable);

    // The TCP connection stands at once, and sshd names itself later than a TCP connection may take.
    [SshdFact]
    public async Task Run_WhereSshdIsSlowToNameItself_Waits()
    {
        using TcpRelay relay = new(Server.Port) { Held = Task.Delay(TimeSpan.FromSeconds(6)) };
        RemoteHost host = HostOf(Server, relay.Port);
        host = host with { Ssh = host.Ssh with { ConnectTimeout = TimeSpan.FromSeconds(5) } };

        (await Sut.RunAsync(host, Command("true"))).ExitCode.ShouldBe(0);

        relay.Accepted.ShouldBe(1);
    }

    [SshdFact]
    public async Task Run_WhereSshdNeverNamesItself_IsUnreachable()
    {
        using TcpRelay relay = new(Server.Port) { Held = Task.Delay(Timeout.Infinite) };
        OpenSshRunner sut = NewRunner(new OpenSshRunnerOptions { LoginTimeout = s_second });

        Error error = (await Should.ThrowAsync<DrException>(() => sut.RunAsync(HostOf(Server, relay.Port), Command("true")))).Error;

        error.Code.ShouldBe(ErrorCodes.HostUnreachable);
    }

    // sshd drops logins beyond MaxStartups: here somebody who never logs in has taken the only place.
    [SshdFact]
    public async Task Run_WhereSshdTakesNoMoreLogins_WaitsUntilItDoes()
    {
        using Sshd full = await Sshd.StartAsync(s_oneLogin);
        using TcpClient other = new("127.0.0.1", full.Port);
        Task<RemoteResult> running = Sut.RunAsync(HostOf(full), Command("echo", "in the end"));
        await full.UntilLoggedAsync("MaxStartups");

        other.Close();

        (await running).StandardOutput.ShouldBe("in the end\n");
    }

    [SshdFact]
    public async Task Run_WhereSshdNeverTakesALogin_IsBusy()
    {
        using Sshd full = await Sshd.StartAsync(s_oneLogin);
        using TcpClient other = new("127.0.0.1", full.Port);
        OpenSshRunner sut = NewRunner(new OpenSshRunnerOptions { LoginTimeout = s_second });

        Error error = (await Should.ThrowAsync<DrException>(() => sut.RunAsync(HostOf(full), Command("true")))).Error;

        error.Code.ShouldBe(ErrorCodes.HostBusy);
        error.Class.ShouldBe(ErrorClass.Transient);
        error.Advice!.ShouldContain("MaxStartups");
    }

    [SshdFact]
    public async Task Run_ConfigurationThatIsMissing_IsPermanent()
    {
        RemoteHost host = HostOf(Server);

        Error error = await FailAsync(host with { Ssh = host.Ssh with { ConfigFile = Server.InDirectory("nothing") } });

        error.Class.ShouldBe(ErrorClass.Permanent);
    }

    [Fact]
    public async Task Run_HostThatLooksLikeAnOption_IsRefused() =>
        (await FailAsync(new RemoteHost("-oProxyCommand=reboot", new SshSettings()))).Code.ShouldBe(ErrorCodes.NameInvalid);
}
