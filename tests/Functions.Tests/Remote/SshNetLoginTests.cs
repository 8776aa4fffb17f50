using System.Net.Sockets;
using GlusterDr.Errors;
using GlusterDr.Functions.Remote;
using GlusterDr.Remote;
using GlusterDr.Secrets;
using GlusterDr.TestKit;
using GlusterDr.TestKit.Remote;

namespace GlusterDr.Tests.Functions.Remote;

/// <remarks>Whom we trust, and who trusts us: against a real sshd.</remarks>
public sealed class SshNetLoginTests : SshNetTest
{
    private static readonly SshdOptions s_oneLogin = new() { Configuration = "MaxStartups 1\nLoginGraceTime 0" };

    [SshdFact]
    public async Task Run_AnotherHostKey_NeedsAPerson()
    {
        Server.Pin("other");

        Error error = await FailAsync(Server.Host());

        error.Code.ShouldBe(ErrorCodes.HostKeyRejected);
        error.Class.ShouldBe(ErrorClass.NeedsPerson);
        error.Message.ShouldContain("another key");
        Server.Logins.ShouldBe(0);
    }

    // The key comes late: that it is the wrong one must not be taken for a host that does not answer.
    [SshdFact]
    public async Task Run_AnotherHostKeyOfABusyHost_NeedsAPerson()
    {
        using BusyProcessors busy = new();
        Server.Pin("other");

        Error[] errors = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => FailAsync(Server.Host())));

        errors.ShouldAllBe(e => e.Code == ErrorCodes.HostKeyRejected);
    }

    [SshdFact]
    public async Task Run_UnknownHostKey_IsRefusedAndNotLearnt()
    {
        string pins = $"elsewhere.example {Server.PublicKey("host")}";
        Server.PinLines(pins);

        Error error = await FailAsync(Server.Host());
        Error once = await FailAsync(Server.Host());

        error.Code.ShouldBe(ErrorCodes.HostKeyRejected);
        error.Message.ShouldContain("No key is pinned");
        error.Message.ShouldContain("ssh-ed25519 SHA256:");
        once.ShouldBe(error);
        File.ReadAllText(Server.InDirectory("known_hosts")).ShouldBe(pins + "\n");
        Server.Logins.ShouldBe(0);
    }

    [SshdFact]
    public async Task Run_WithoutAnyPins_TrustsNobody()
    {
        RemoteHost host = Server.Host();

        Error error = await FailAsync(host with { Ssh = host.Ssh with { KnownHostsFile = null } });

        error.Code.ShouldBe(ErrorCodes.HostKeyRejected);
    }

    [SshdFact]
    public async Task Run_RevokedHostKey_IsRefused()
    {
        Server.PinLines($"127.0.0.1 {Server.PublicKey("host")}\n@revoked * {Server.PublicKey("host")}");

        (await FailAsync(Server.Host())).Message.ShouldContain("revoked");
    }

    // A person reads the refusal, compares, and pins exactly what it shows.
    [SshdFact]
    public async Task Run_FingerprintThatTheRefusalShowed_IsTrustedOncePinned()
    {
        Server.PinLines("# none yet");
        string shown = (await FailAsync(Server.Host())).Message.Split("shows ")[1].TrimEnd('.');

        Server.PinLines($"127.0.0.1 {shown}");

        (await Sut.RunAsync(Server.Host(), Command("true"))).ExitCode.ShouldBe(0);
    }

    // The host would rather show its ed25519 key.
    [SshdTheory]
    [InlineData("rsa")]
    [InlineData("ecdsa")]
    public async Task Run_PinOfAnotherTypeOfKey_AsksTheHostForThatOne(string type)
    {
        string key = Server.InDirectory(type);
        Server.Keygen(type, type);
        using Sshd several = await Sshd.StartAsync(new SshdOptions { Configuration = $"HostKey {key}" });
        several.PinLines($"127.0.0.1 {Server.PublicKey(type)}");

        (await Sut.RunAsync(several.Host(), Command("true"))).ExitCode.ShouldBe(0);
    }

    [SshdFact]
    public async Task Run_WrongPrivateKey_IsAccessDenied()
    {
        RemoteHost host = Server.Host();

        Error error = await FailAsync(host with { Ssh = host.Ssh with { IdentityFile = Server.InDirectory("other") } });

        error.Code.ShouldBe(ErrorCodes.HostAccessDenied);
        error.Class.ShouldBe(ErrorClass.NeedsPerson);
    }

    [SshdFact]
    public async Task Run_MissingPrivateKey_IsAnUnreadableSecret()
    {
        RemoteHost host = Server.Host();

        Error error = await FailAsync(host with { Ssh = host.Ssh with { IdentityFile = Server.InDirectory("none") } });

        error.Code.ShouldBe(ErrorCodes.SecretUnreadable);
    }

    [SshdFact]
    public async Task Run_KeyFileWithoutAKey_IsAnUnreadableSecretThatIsNotShown()
    {
        RemoteHost host = Server.Host();
        File.WriteAllText(Server.InDirectory("bad"), "-----BEGIN OPENSSH PRIVATE KEY-----\nhunter2\n-----END OPENSSH PRIVATE KEY-----");

        Error error = await FailAsync(host with { Ssh = host.Ssh with { IdentityFile = Server.InDirectory("bad") } });

        error.Code.ShouldBe(ErrorCodes.SecretUnreadable);
        error.ToString().ShouldNotContain("hunter2");
    }

    [SshdFact]
    public async Task Run_WithoutAnyPrivateKey_IsAccessDenied()
    {
        RemoteHost host = Server.Host();

        Error error = await FailAsync(host with { Ssh = host.Ssh with { IdentityFile = null } });

        error.Code.ShouldBe(ErrorCodes.HostAccessDenied);
    }

    // As in a function app: a policy without paths, and the application's settings.
    [SshdFact]
    public async Task Run_KeyAndPinsOfTheApplication_ComeFromItsEnvironment()
    {
        string name = $"GDR_{Guid.NewGuid():N}";
        Environment.SetEnvironmentVariable($"{name}_KEY", File.ReadAllText(Server.InDirectory("user")));
        Environment.SetEnvironmentVariable($"{name}_PINS", File.ReadAllText(Server.InDirectory("known_hosts")));
        SshNetRunner sut = NewRunner(new SshNetRunnerOptions
        {
            PrivateKey = new SecretReference(SecretKind.EnvironmentVariable, $"{name}_KEY"),
            KnownHosts = new SecretReference(SecretKind.EnvironmentVariable, $"{name}_PINS"),
            User = Environment.UserName,
        });

        RemoteResult result = await sut.RunAsync(new RemoteHost("127.0.0.1", new SshSettings { Port = Server.Port }), Command("true"));

        result.ExitCode.ShouldBe(0);
    }

    [SshdFact]
    public async Task Run_WithAnOpenSshConfiguration_SaysThatItCannot()
    {
        RemoteHost host = Server.Host();

        Error error = await FailAsync(host with { Ssh = host.Ssh with { ConfigFile = "/etc/ssh/ssh_config" } });

        error.Class.ShouldBe(ErrorClass.Permanent);
        error.Message.ShouldContain("configuration file");
    }

    // The TCP connection stands, and sshd names itself later than a TCP connection may take: another connection tells that it is there.
    [SshdFact]
    public async Task Run_WhereSshdIsSlowToNameItself_Waits()
    {
        TaskCompletionSource held = new();
        using TcpRelay relay = new(Server.Port) { Held = held.Task };
        ManualTimeProvider time = new();
        Task<RemoteResult> running = NewRunner(time: time).RunAsync(Server.Host(relay.Port), Command("true"));

        while (relay.Accepted < 2)
        {
            time.Advance(TimeSpan.FromSeconds(40));
            await Task.Delay(50);
        }

        held.SetResult();
        (await running).ExitCode.ShouldBe(0);
    }

    [SshdFact]
    public async Task Run_WhereSshdNeverNamesItself_IsUnreachableAndSaysThatTheHostIsThere()
    {
        using TcpRelay relay = new(Server.Port) { Held = Task.Delay(Timeout.Infinite) };
        ManualTimeProvider time = new();
        Task<RemoteResult> running = NewRunner(time: time).RunAsync(Server.Host(relay.Port), Command("true"));

        await AdvanceUntilAsync(running, time, TimeSpan.FromSeconds(40));

        Error error = await FailAsync(running);
        error.Code.ShouldBe(ErrorCodes.HostUnreachable);
        error.Message.ShouldContain("did not end within 120 s, although the host accepted");
    }

    // sshd drops logins beyond MaxStartups: here somebody who never logs in has taken the only place.
    [SshdFact]
    public async Task Run_WhereSshdTakesNoMoreLogins_WaitsUntilItDoes()
    {
        using Sshd full = await Sshd.StartAsync(s_oneLogin);
        using TcpClient other = new("127.0.0.1", full.Port);
        Task<string> running = EchoAsync(Sut, full.Host(), "in the end");
        await full.UntilLoggedAsync("MaxStartups");

        other.Close();

        (await running).ShouldBe("in the end\n");
    }

    [SshdFact]
    public async Task Run_WhereSshdNeverTakesALogin_IsBusy()
    {
        using Sshd full = await Sshd.StartAsync(s_oneLogin);
        using TcpClient other = new("127.0.0.1", full.Port);
        ManualTimeProvider time = new();
        Task<RemoteResult> running = NewRunner(time: time).RunAsync(full.Host(), Command("true"));

        await AdvanceUntilAsync(running, time, TimeSpan.FromSeconds(5));

        Error error = await FailAsync(running);
        error.Code.ShouldBe(ErrorCodes.HostBusy);
        error.Class.ShouldBe(ErrorClass.Transient);
        error.Advice!.ShouldContain("MaxStartups");
    }
}
