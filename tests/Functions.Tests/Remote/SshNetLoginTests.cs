using System.Diagnostics.CodeAnalysis;
using GlusterDr.Errors;
using GlusterDr.Functions.Remote;
using GlusterDr.Remote;
using GlusterDr.Secrets;
using Microsoft.Extensions.Logging.Abstractions;

namespace GlusterDr.Tests.Functions.Remote;

/// <remarks>Whom we trust, and who trusts us: against a real sshd.</remarks>
[SuppressMessage("Design", "CA1001", Justification = "xunit calls IAsyncLifetime.DisposeAsync.")]
public sealed class SshNetLoginTests : IAsyncLifetime
{
    private readonly SshNetRunner _sut = NewRunner(new SshNetRunnerOptions());
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
    public async Task Run_AnotherHostKey_NeedsAPerson()
    {
        Server.Pin($"127.0.0.1 {Server.PublicKey("other")}");

        Error error = await FailAsync(Server.Host());

        error.Code.ShouldBe(ErrorCodes.HostKeyRejected);
        error.Class.ShouldBe(ErrorClass.NeedsPerson);
        error.Message.ShouldContain("another key");
        Server.Logins.ShouldBe(0);
    }

    [SshdFact]
    public async Task Run_UnknownHostKey_IsRefusedAndNotLearnt()
    {
        string pins = $"elsewhere.example {Server.PublicKey("host")}";
        Server.Pin(pins);

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
        Server.Pin($"127.0.0.1 {Server.PublicKey("host")}\n@revoked * {Server.PublicKey("host")}");

        (await FailAsync(Server.Host())).Message.ShouldContain("revoked");
    }

    // A person reads the refusal, compares, and pins exactly what it shows.
    [SshdFact]
    public async Task Run_FingerprintThatTheRefusalShowed_IsTrustedOncePinned()
    {
        Server.Pin("# none yet");
        string shown = (await FailAsync(Server.Host())).Message.Split("shows ")[1].TrimEnd('.');

        Server.Pin($"127.0.0.1 {shown}");

        (await _sut.RunAsync(Server.Host(), Command("true"))).ExitCode.ShouldBe(0);
    }

    // The host would rather show its ed25519 key.
    [SshdTheory]
    [InlineData("rsa")]
    [InlineData("ecdsa")]
    public async Task Run_PinOfAnotherTypeOfKey_AsksTheHostForThatOne(string type)
    {
        string key = Server.InDirectory(type);
        Server.Keygen(type, type);
        using Sshd several = await Sshd.StartAsync($"HostKey {key}");
        several.Pin($"127.0.0.1 {Server.PublicKey(type)}");

        (await _sut.RunAsync(several.Host(), Command("true"))).ExitCode.ShouldBe(0);
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
        await using SshNetRunner sut = NewRunner(new SshNetRunnerOptions
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

    private static SshNetRunner NewRunner(SshNetRunnerOptions options) =>
        new(new SecretReader(), TimeProvider.System, NullLogger<SshNetRunner>.Instance, options);

    private static RemoteCommand Command(params string[] arguments) => new(arguments, TimeSpan.FromSeconds(40));

    private async Task<Error> FailAsync(RemoteHost host) =>
        (await Should.ThrowAsync<DrException>(() => _sut.RunAsync(host, Command("true")))).Error;
}
