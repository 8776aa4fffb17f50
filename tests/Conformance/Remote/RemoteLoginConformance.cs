using System.Net.Sockets;
using GlusterDr.Errors;
using GlusterDr.Sites;
using GlusterDr.TestKit;
using GlusterDr.TestKit.Remote;

namespace GlusterDr.Conformance.Remote;

/// <summary>Host keys, user keys, and hosts that are unreachable or refuse logins for a time.</summary>
[TakesLong(25)]
public abstract class RemoteLoginConformance(IRemoteHarness harness) : RemoteSuite(harness)
{
    /// <summary>An sshd that accepts one connection at a time that has not logged in yet.</summary>
    protected static SshdOptions OneLogin { get; } = new() { Configuration = "MaxStartups 1\nLoginGraceTime 0" };

    [Fact]
    public async Task Run_AnotherHostKey_NeedsAPerson()
    {
        Server.Pin("other");

        Error error = await FailAsync(Command("true"));

        error.Code.ShouldBe(ErrorCodes.HostKeyRejected);
        error.Class.ShouldBe(ErrorClass.NeedsPerson);
        error.Message.ShouldContain("another key");
        Server.Logins.ShouldBe(0);
    }

    // The host sends its key late. The error must name the wrong key, not a host that does not answer.
    [Fact]
    public async Task Run_AnotherHostKeyOfABusyHost_NeedsAPerson()
    {
        using BusyProcessors busy = new();
        Server.Pin("other");

        Error[] errors = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => FailAsync(Command("true"))));

        errors.ShouldAllBe(e => e.Code == ErrorCodes.HostKeyRejected);
    }

    [Fact]
    public async Task Run_UnknownHostKey_IsRefusedAndNotLearnt()
    {
        string pins = $"elsewhere.example {Server.PublicKey("host")}";
        Server.PinLines(pins);

        Error error = await FailAsync(Command("true"));

        error.Code.ShouldBe(ErrorCodes.HostKeyRejected);
        error.Message.ShouldContain("No key is pinned");
        File.ReadAllText(Server.InDirectory("known_hosts")).ShouldBe(pins + "\n");
        Server.Logins.ShouldBe(0);
    }

    [Fact]
    public async Task Run_WrongPrivateKey_IsAccessDenied()
    {
        Error error = await FailAsync(HostWith(ssh => ssh with { IdentityFile = Server.InDirectory("other") }));

        error.Code.ShouldBe(ErrorCodes.HostAccessDenied);
        error.Class.ShouldBe(ErrorClass.NeedsPerson);
    }

    [Fact]
    public async Task Run_RefusedPort_IsUnreachable()
    {
        Error error = await FailAsync(HostOf(Server, FreePort.Next()));

        error.Code.ShouldBe(ErrorCodes.HostUnreachable);
        error.Class.ShouldBe(ErrorClass.Transient);
        error.Message.ShouldContain("Connection refused");
        error.Message.ShouldNotContain("debug1");
    }

    // All waiting commands share the failure; none of them tries again.
    [Fact]
    public async Task Run_ManyAtAHostThatIsNotThere_FailTogether()
    {
        RemoteHost host = HostOf(Server, FreePort.Next());

        Error[] errors = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => FailAsync(host)));

        errors.ShouldAllBe(e => e.Code == ErrorCodes.HostUnreachable);
    }

    [Fact]
    public async Task Run_UnknownName_IsUnreachable() =>
        (await FailAsync(Host with { Name = "no-such-host.invalid" })).Code.ShouldBe(ErrorCodes.HostUnreachable);

    // sshd drops connections beyond MaxStartups. Here a connection that never logs in takes the only place.
    [Fact]
    public async Task Run_WhereSshdTakesNoMoreLogins_WaitsUntilItDoes()
    {
        using Sshd full = await Sshd.StartAsync(OneLogin);
        using TcpClient other = new("127.0.0.1", full.Port);
        Task<string> running = EchoAsync(Sut, HostOf(full), "in the end");
        await full.UntilLoggedAsync("MaxStartups");

        other.Close();

        (await running).ShouldBe("in the end\n");
    }

    [Fact]
    public async Task Run_HostThatLooksLikeAnOption_IsRefused() =>
        (await FailAsync(new RemoteHost("-oProxyCommand=reboot", new SshSettings()))).Code.ShouldBe(ErrorCodes.NameInvalid);
}
