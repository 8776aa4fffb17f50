using GlusterDr.Conformance;
using GlusterDr.Functions.Remote;
using GlusterDr.Remote.Secrets;
using GlusterDr.Sites;
using GlusterDr.TestKit.Remote;
using GlusterDr.Tests.Functions.Remote;
using Microsoft.Extensions.Configuration;

namespace GlusterDr.Tests.Functions.Hosting;

/// <summary>How the app reads and checks its SSH settings when it starts.</summary>
public sealed class SshSettingsTests : IDisposable
{
    private const string Fingerprint = "SHA256:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU";

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("gdr-settings-");

    private string Key => Path.Combine(_directory.FullName, "key");

    private string Pins => Path.Combine(_directory.FullName, "pins");

    public void Dispose() => _directory.Delete(recursive: true);

    [Fact]
    public void Each_setting_is_read()
    {
        SshNetSettings settings = Settings(
            ("PrivateKey", "file:/keys/a"), ("KnownHosts", "env:PINS"), ("User", "dr"), ("SessionsPerConnection", "4"),
            ("ConnectionsPerHost", "2"), ("IdleClose", "00:01:00"), ("TurnTimeout", "00:20:00"), ("LoginTimeout", "00:01:30"),
            ("StartTimeout", "00:00:30"), ("KeepAlive", "00:00:02"), ("MaxOutputBytes", "2097152"));

        settings.Problems.ShouldBeEmpty();
        settings.Options.ShouldBe(new SshNetRunnerOptions
        {
            PrivateKey = new SecretReference(SecretKind.File, "/keys/a"),
            KnownHosts = new SecretReference(SecretKind.EnvironmentVariable, "PINS"),
            User = "dr",
            SessionsPerConnection = 4,
            ConnectionsPerHost = 2,
            IdleClose = TimeSpan.FromMinutes(1),
            TurnTimeout = TimeSpan.FromMinutes(20),
            LoginTimeout = TimeSpan.FromSeconds(90),
            StartTimeout = TimeSpan.FromSeconds(30),
            KeepAlive = TimeSpan.FromSeconds(2),
            MaxOutputBytes = 2 << 20,
        });
    }

    [Fact]
    public void Left_out_they_have_default_values() => Settings().Options.ShouldBe(new SshNetRunnerOptions
    {
        PrivateKey = new SecretReference(SecretKind.EnvironmentVariable, "SSH_PRIVATE_KEY"),
        KnownHosts = new SecretReference(SecretKind.EnvironmentVariable, "SSH_KNOWN_HOSTS"),
    });

    [Theory]
    [InlineData("PrivateKey", "-----BEGIN OPENSSH PRIVATE KEY----- x")]
    [InlineData("KnownHosts", "gl1 ssh-ed25519 x")]
    [InlineData("SessionsPerConnection", "0")]
    [InlineData("ConnectionsPerHost", "many")]
    [InlineData("IdleClose", "5")]
    [InlineData("KeepAlive", "01:00:00")]
    public void An_invalid_value_is_reported_with_the_settings_name_and_the_default_is_used(string name, string value)
    {
        SshNetSettings settings = Settings((name, value));

        string problem = settings.Problems.ShouldHaveSingleItem();
        problem.ShouldStartWith($"Ssh__{name}: ");
        problem.ShouldNotContain("BEGIN");
        settings.Options.ShouldBe(Settings().Options);
    }

    [Fact]
    public async Task A_key_and_pins_that_can_be_used_are_no_problem()
    {
        Programs.SkipUnlessInstalled(Sshd.Program);
        MakeKey("");
        await File.WriteAllTextAsync(Pins, $"# ours\n\ngl1,gl2 {await PublicKeyAsync()} a comment\r\n@revoked gl3 {Fingerprint}\ngl3 ssh-ed25519 {Fingerprint}\n{HashedLine()}\n");

        (await ProblemsAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_key_with_a_passphrase_is_reported()
    {
        Programs.SkipUnlessInstalled(Sshd.Program);
        MakeKey("secret words");
        await File.WriteAllTextAsync(Pins, $"gl1 {Fingerprint}");

        string problem = (await ProblemsAsync()).ShouldHaveSingleItem();
        problem.ShouldStartWith($"Ssh__PrivateKey: file:{Key} contains a private key that needs a passphrase.");
    }

    [Fact]
    public async Task Each_line_without_a_pin_is_reported_by_its_number_and_never_quoted()
    {
        Programs.SkipUnlessInstalled(Sshd.Program);
        MakeKey("");
        string key = await PublicKeyAsync();
        string[] lines =
        [
            $"gl1 {key}", "gl2", "gl2 ssh-ed25519", $"gl2 ssh-rsa {key.Split(' ')[1]}", "gl2 ssh-ed25519 PRIVATE", "gl2 SHA256:short",
            $"@cert-authority *.example {key}", $"|1|salt|hash {key}", "-----BEGIN OPENSSH PRIVATE KEY-----",
        ];
        await File.WriteAllLinesAsync(Pins, lines);

        IReadOnlyList<string> problems = await ProblemsAsync();

        problems.Select(p => p.Split(", line ")[1].Split(':')[0]).ShouldBe(["2", "3", "4", "5", "6", "7", "8", "9"]);
        problems.ShouldAllBe(p => p.StartsWith($"Ssh__KnownHosts: file:{Pins}, line ") && !p.Contains("PRIVATE") && !p.Contains("gl2"));
    }

    [Fact]
    public async Task Missing_and_invalid_secrets_are_reported()
    {
        await File.WriteAllTextAsync(Key, "@Microsoft.KeyVault(VaultName=kv;SecretName=ssh)");

        IReadOnlyList<string> problems = await ProblemsAsync();

        problems.Count.ShouldBe(2);
        problems[0].ShouldStartWith($"Ssh__PrivateKey: file:{Key} holds a Key Vault reference that Azure could not resolve");
        problems[1].ShouldStartWith($"Ssh__KnownHosts: The secret file:{Pins} cannot be read");
    }

    [Fact]
    public async Task A_public_key_and_pins_of_no_host_are_reported()
    {
        await File.WriteAllTextAsync(Key, "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI root@gl1");
        await File.WriteAllTextAsync(Pins, $"# none\n@revoked gl1 {Fingerprint}\n");

        IReadOnlyList<string> problems = await ProblemsAsync();

        problems.Count.ShouldBe(2);
        problems[0].ShouldContain("contains no private key that can be used");
        problems[0].ShouldNotContain("AAAA");
        problems[1].ShouldBe($"Ssh__KnownHosts: file:{Pins} pins no host's key: no host is trusted.");
    }

    private static SshNetSettings Settings(params (string Name, string Value)[] settings) => new(new ConfigurationBuilder()
        .AddInMemoryCollection(settings.Select(s => KeyValuePair.Create($"Ssh:{s.Name}", (string?)s.Value))).Build());

    private Task<IReadOnlyList<string>> ProblemsAsync() => new SshNetCheck(
        Settings(("PrivateKey", $"file:{Key}"), ("KnownHosts", $"file:{Pins}")), new SecretReader()).FindProblemsAsync(CancellationToken.None);

    private void MakeKey(string passphrase) => Keygen("-q", "-t", "ed25519", "-N", passphrase, "-C", "test", "-f", Key);

    private async Task<string> PublicKeyAsync() => string.Join(' ', (await File.ReadAllTextAsync($"{Key}.pub")).Split(' ')[..2]);

    private string HashedLine()
    {
        string file = Path.Combine(_directory.FullName, "hashed");
        File.WriteAllText(file, $"gl9 {string.Join(' ', File.ReadAllText($"{Key}.pub").Split(' ')[..2])}\n");
        Keygen("-q", "-H", "-f", file);
        return File.ReadAllText(file).Trim();
    }

    private static void Keygen(params string[] arguments)
    {
        using var process = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo("ssh-keygen", arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        process.WaitForExit();
        process.ExitCode.ShouldBe(0);
    }
}
