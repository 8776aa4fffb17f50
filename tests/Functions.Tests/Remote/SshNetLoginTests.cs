using System.Net.Sockets;
using GlusterDr.Conformance.Remote;
using GlusterDr.Errors;
using GlusterDr.Functions.Remote;
using GlusterDr.Remote;
using GlusterDr.Sites;
using GlusterDr.TestKit;
using GlusterDr.TestKit.Remote;

namespace GlusterDr.Tests.Functions.Remote;

/// <remarks>In addition to the suite: pins and keys, which SSH.NET does not handle, and time limits by a clock that tests move.</remarks>
public sealed class SshNetLoginTests() : RemoteLoginConformance(new SshNetHarness())
{
    [Fact]
    public async Task Run_WithoutAnyPins_TrustsNobody()
    {
        Error error = await FailAsync(HostWith(ssh => ssh with { KnownHostsFile = null }));

        error.Code.ShouldBe(ErrorCodes.HostKeyRejected);
    }

    [Fact]
    public async Task Run_UnknownHostKey_IsShownEachTime()
    {
        Server.PinLines("# none yet");

        Error error = await FailAsync(Host);

        error.Message.ShouldContain("ssh-ed25519 SHA256:");
        (await FailAsync(Host)).ShouldBe(error);
    }

    [Fact]
    public async Task Run_RevokedHostKey_IsRefused()
    {
        Server.PinLines($"127.0.0.1 {Server.PublicKey("host")}\n@revoked * {Server.PublicKey("host")}");

        (await FailAsync(Host)).Message.ShouldContain("revoked");
    }

    // A person reads the refusal, compares the fingerprint, and pins exactly what is shown.
    [Fact]
    public async Task Run_FingerprintThatTheRefusalShowed_IsTrustedOncePinned()
    {
        Server.PinLines("# none yet");
        string shown = (await FailAsync(Host)).Message.Split("shows ")[1].TrimEnd('.');

        Server.PinLines($"127.0.0.1 {shown}");

        (await RunAsync(Command("true"))).ExitCode.ShouldBe(0);
    }

    // The host prefers its ed25519 key.
    [Theory]
    [InlineData("rsa")]
    [InlineData("ecdsa")]
    public async Task Run_PinOfAnotherTypeOfKey_AsksTheHostForThatOne(string type)
    {
        string key = Server.InDirectory(type);
        Server.Keygen(type, type);
        using Sshd several = await Sshd.StartAsync(new SshdOptions { Configuration = $"HostKey {key}" });
        several.PinLines($"127.0.0.1 {Server.PublicKey(type)}");

        (await Sut.RunAsync(HostOf(several), Command("true"))).ExitCode.ShouldBe(0);
    }

    [Fact]
    public async Task Run_MissingPrivateKey_IsAnUnreadableSecret()
    {
        Error error = await FailAsync(HostWith(ssh => ssh with { IdentityFile = Server.InDirectory("none") }));

        error.Code.ShouldBe(ErrorCodes.SecretUnreadable);
    }

    [Fact]
    public async Task Run_KeyFileWithoutAKey_IsAnUnreadableSecretThatIsNotShown()
    {
        File.WriteAllText(Server.InDirectory("bad"), "-----BEGIN OPENSSH PRIVATE KEY-----\nhunter2\n-----END OPENSSH PRIVATE KEY-----");

        Error error = await FailAsync(HostWith(ssh => ssh with { IdentityFile = Server.InDirectory("bad") }));

        error.Code.ShouldBe(ErrorCodes.SecretUnreadable);
        error.ToString().ShouldNotContain("hunter2");
    }

    [Fact]
    public async Task Run_WithoutAnyPrivateKey_IsAccessDenied()
    {
        Error error = await FailAsync(HostWith(ssh => ssh with { IdentityFile = null }));

        error.Code.ShouldBe(ErrorCodes.HostAccessDenied);
    }

    // As in a function app: a policy without paths, and the app's settings.
    [Fact]
    public async Task Run_KeyAndPinsOfTheApplication_ComeFromItsEnvironment()
    {
        string name = $"GDR_{Guid.NewGuid():N}";
        Environment.SetEnvironmentVariable($"{name}_KEY", File.ReadAllText(Server.InDirectory("user")));
        Environment.SetEnvironmentVariable($"{name}_PINS", File.ReadAllText(Server.InDirectory("known_hosts")));
        IRemoteRunner sut = NewRunner(options => (SshNetRunnerOptions)options with
        {
            PrivateKey = new SecretReference(SecretKind.EnvironmentVariable, $"{name}_KEY"),
            KnownHosts = new SecretReference(SecretKind.EnvironmentVariable, $"{name}_PINS"),
            User = Environment.UserName,
        });

        RemoteResult result = await sut.RunAsync(new RemoteHost("127.0.0.1", new SshSettings { Port = Server.Port }), Command("true"));

        result.ExitCode.ShouldBe(0);
    }

    [Fact]
    public async Task Run_WithAnOpenSshConfiguration_SaysThatItCannot()
    {
        Error error = await FailAsync(HostWith(ssh => ssh with { ConfigFile = "/etc/ssh/ssh_config" }));

        error.Class.ShouldBe(ErrorClass.Permanent);
        error.Message.ShouldContain("configuration file");
    }

    // The TCP connection is open, and sshd sends its banner later than the limit for a TCP connection. Another connection shows that sshd is there.
    [Fact]
    public async Task Run_WhereSshdIsSlowToNameItself_Waits()
    {
        TaskCompletionSource held = new();
        using TcpRelay relay = new(Server.Port) { Delayed = held.Task };
        FakeTimeProvider time = new();
        Task<RemoteResult> running = NewRunner(time: time).RunAsync(HostOf(Server, relay.Port), Command("true"));

        while (relay.Accepted < 2)
        {
            time.Advance(TimeSpan.FromSeconds(40));
            await Task.Delay(50);
        }

        held.SetResult();
        (await running).ExitCode.ShouldBe(0);
    }

    [Fact]
    public async Task Run_WhereSshdNeverNamesItself_IsUnreachableAndSaysThatTheHostIsThere()
    {
        using TcpRelay relay = new(Server.Port) { Delayed = Task.Delay(Timeout.Infinite) };
        FakeTimeProvider time = new();
        Task<RemoteResult> running = NewRunner(time: time).RunAsync(HostOf(Server, relay.Port), Command("true"));

        await AdvanceUntilAsync(running, time, TimeSpan.FromSeconds(40));

        Error error = await FailAsync(running);
        error.Code.ShouldBe(ErrorCodes.HostUnreachable);
        error.Message.ShouldContain("did not end within 120 s, although the host accepted");
    }

    [Fact]
    public async Task Run_WhereSshdNeverTakesALogin_IsBusy()
    {
        using Sshd full = await Sshd.StartAsync(OneLogin);
        using TcpClient other = new("127.0.0.1", full.Port);
        FakeTimeProvider time = new();
        Task<RemoteResult> running = NewRunner(time: time).RunAsync(HostOf(full), Command("true"));

        await AdvanceUntilAsync(running, time, TimeSpan.FromSeconds(5));

        Error error = await FailAsync(running);
        error.Code.ShouldBe(ErrorCodes.HostBusy);
        error.Class.ShouldBe(ErrorClass.Transient);
        error.Advice!.ShouldContain("MaxStartups");
    }
}
