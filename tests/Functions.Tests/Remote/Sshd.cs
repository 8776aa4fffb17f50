using System.Diagnostics;
using System.Threading.Channels;
using GlusterDr.Remote;
using GlusterDr.TestKit;

namespace GlusterDr.Tests.Functions.Remote;

/// <summary>A private sshd on a free loopback port, with keys and configuration of its own.</summary>
internal sealed class Sshd : IDisposable
{
    public const string Program = "/usr/sbin/sshd";

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("gdr-sshd-");
    private readonly Channel<string> _log = Channel.CreateUnbounded<string>();
    private readonly Process _process;
    private int _logins;

    private Sshd(string more)
    {
        Port = FreePort.Next();
        Keygen("host");
        Keygen("user");
        Keygen("other");
        File.Copy(InDirectory("user.pub"), InDirectory("authorized_keys"));
        Pin($"127.0.0.1 {PublicKey("host")}");
        File.WriteAllText(InDirectory("config"), $"""
            ListenAddress 127.0.0.1:{Port}
            HostKey {InDirectory("host")}
            PidFile none
            AuthorizedKeysFile {InDirectory("authorized_keys")}
            StrictModes no
            UsePAM no
            PasswordAuthentication no
            KbdInteractiveAuthentication no
            PermitRootLogin prohibit-password
            {more}

            """);
        if (Environment.UserName == "root")
        {
            Directory.CreateDirectory("/run/sshd");
        }

        _process = Run(Program, "-D", "-e", "-f", InDirectory("config"));
        _ = ReadLogAsync();
    }

    public int Port { get; }

    /// <summary>How often someone logged in.</summary>
    public int Logins => _logins;

    public static async Task<Sshd> StartAsync(string more = "")
    {
        Sshd sshd = new(more);
        await sshd.UntilLoggedAsync("Server listening");
        return sshd;
    }

    public string InDirectory(string name) => Path.Combine(_directory.FullName, name);

    public string PublicKey(string name) => string.Join(' ', File.ReadAllText(InDirectory($"{name}.pub")).Split(' ')[..2]);

    /// <summary>Makes a key of its own.</summary>
    public void Keygen(string name, string type = "ed25519")
    {
        using Process process = Run("ssh-keygen", "-q", "-t", type, "-N", "", "-C", name, "-f", InDirectory(name));
        process.WaitForExit();
    }

    /// <summary>Makes these the pinned host keys.</summary>
    public void Pin(string knownHosts) => File.WriteAllText(InDirectory("known_hosts"), knownHosts + "\n");

    public RemoteHost Host(int? port = null) => new("127.0.0.1", new SshSettings
    {
        Port = port ?? Port,
        User = Environment.UserName,
        IdentityFile = InDirectory("user"),
        KnownHostsFile = InDirectory("known_hosts"),
        ConnectTimeout = TimeSpan.FromSeconds(5),
    });

    /// <summary>A pipe that a command holds open while it, or something that it started, lives.</summary>
    public CommandLife NewLife()
    {
        string pipe = InDirectory($"life-{Guid.NewGuid():N}");
        using Process make = Run("mkfifo", pipe);
        make.WaitForExit();
        return new CommandLife(pipe);
    }

    /// <summary>Waits for a line of sshd's log that no one has waited for yet.</summary>
    public async Task UntilLoggedAsync(string text)
    {
        using CancellationTokenSource limit = new(s_patience);
        while (!(await _log.Reader.ReadAsync(limit.Token)).Contains(text, StringComparison.Ordinal))
        {
        }
    }

    public void Kill()
    {
        _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
    }

    public void Dispose()
    {
        Kill();
        _process.Dispose();
        _directory.Delete(recursive: true);
    }

    private async Task ReadLogAsync()
    {
        while (await _process.StandardError.ReadLineAsync() is { } line)
        {
            if (line.StartsWith("Accepted publickey", StringComparison.Ordinal))
            {
                Interlocked.Increment(ref _logins);
            }

            _log.Writer.TryWrite(line);
        }
    }

    private static Process Run(string program, params string[] arguments) =>
        Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
}
