using System.Diagnostics;
using System.Threading.Channels;
using GlusterDr.Sites;

namespace GlusterDr.TestKit.Remote;

/// <summary>
/// A private sshd on a free loopback port. It has its own keys, configuration and home directory, so that the files which the user's
/// login shell reads on this machine do not matter.
/// </summary>
public sealed class Sshd : IDisposable
{
    /// <summary>The path of sshd in Debian's package openssh-server.</summary>
    public const string Program = "/usr/sbin/sshd";

    // Longer than anything takes on a busy machine, unless it hangs.
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("gdr-sshd-");
    private readonly Channel<string> _log = Channel.CreateUnbounded<string>();
    private readonly Process _process;
    private int _logins;
    private int _keyExchanges;

    private Sshd(SshdOptions options)
    {
        Port = FreePort.Next();
        Keygen("host");
        Keygen("user");
        Keygen("other");
        File.Copy(InDirectory("user.pub"), InDirectory("authorized_keys"));
        Pin("host");
        WriteHome(options);
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
            SetEnv HOME={Home} {(options.Path is null ? "" : $"PATH={options.Path}")}
            {options.Configuration}

            """);
        if (Environment.UserName == "root")
        {
            Directory.CreateDirectory("/run/sshd");
        }

        _process = Run(Program, "-D", "-e", "-f", InDirectory("config"));
        _ = ReadLogAsync();
    }

    /// <summary>The port that it listens on.</summary>
    public int Port { get; }

    /// <summary>The number of logins.</summary>
    public int Logins => _logins;

    /// <summary>The number of key exchanges, including the first of each connection. It is counted only with <c>LogLevel DEBUG1</c>.</summary>
    public int KeyExchanges => _keyExchanges;

    /// <summary>The number of login shells that have read .bashrc. Bash reads it for commands that come by ssh.</summary>
    public int LoginShells => File.Exists(Count) ? (int)new FileInfo(Count).Length : 0;

    private string Home => InDirectory("home");

    private string Count => InDirectory("shells");

    /// <summary>Starts sshd, and waits until it listens.</summary>
    public static async Task<Sshd> StartAsync(SshdOptions? options = null)
    {
        Sshd sshd = new(options ?? new SshdOptions());
        await sshd.UntilLoggedAsync("Server listening");
        return sshd;
    }

    /// <summary>The path of a file in its directory.</summary>
    public string InDirectory(string name) => Path.Combine(_directory.FullName, name);

    /// <summary>A public key, as type and base64. <see cref="Keygen"/> makes keys; <c>host</c>, <c>user</c> and <c>other</c> exist from the start.</summary>
    public string PublicKey(string name) => string.Join(' ', File.ReadAllText(InDirectory($"{name}.pub")).Split(' ')[..2]);

    /// <summary>Makes a key pair with this name in its directory.</summary>
    public void Keygen(string name, string type = "ed25519")
    {
        using Process process = Run("ssh-keygen", "-q", "-t", type, "-N", "", "-C", name, "-f", InDirectory(name));
        process.WaitForExit();
    }

    /// <summary>Makes this key the pinned host key, for all ports.</summary>
    public void Pin(string key) => PinLines($"127.0.0.1,[127.0.0.1]:* {PublicKey(key)}");

    /// <summary>Makes these lines the file of pinned host keys.</summary>
    public void PinLines(string knownHosts) => File.WriteAllText(InDirectory("known_hosts"), knownHosts + "\n");

    /// <summary>The server, as a host that commands run on.</summary>
    public RemoteHost Host(int? port = null) => new("127.0.0.1", new SshSettings
    {
        Port = port ?? Port,
        User = Environment.UserName,
        IdentityFile = InDirectory("user"),
        KnownHostsFile = InDirectory("known_hosts"),
        ConnectTimeout = TimeSpan.FromMinutes(1),
    });

    /// <summary>A pipe that a command keeps open as long as it, or a process that it started, runs.</summary>
    public CommandLife NewLife()
    {
        string pipe = InDirectory($"life-{Guid.NewGuid():N}");
        using Process make = Run("mkfifo", pipe);
        make.WaitForExit();
        return new CommandLife(pipe);
    }

    /// <summary>Waits for a line of sshd's log that no earlier call has returned.</summary>
    public async Task UntilLoggedAsync(string text)
    {
        using CancellationTokenSource limit = new(Patience.Limit);
        while (!(await _log.Reader.ReadAsync(limit.Token)).Contains(text, StringComparison.Ordinal))
        {
        }
    }

    /// <summary>Kills sshd, and all connections that it serves.</summary>
    public void Kill()
    {
        _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Kill();
        _process.Dispose();
        _directory.Delete(recursive: true);
    }

    private void WriteHome(SshdOptions options)
    {
        Directory.CreateDirectory(Home);
        File.WriteAllText(Path.Combine(Home, ".bashrc"), $"printf . >>{Count}\n{options.LoginScript}\n");
    }

    private async Task ReadLogAsync()
    {
        while (await _process.StandardError.ReadLineAsync() is { } line)
        {
            if (line.StartsWith("Accepted publickey", StringComparison.Ordinal))
            {
                Interlocked.Increment(ref _logins);
            }

            if (line.Contains("SSH2_MSG_NEWKEYS received", StringComparison.Ordinal))
            {
                Interlocked.Increment(ref _keyExchanges);
            }

            _log.Writer.TryWrite(line);
        }
    }

    private static Process Run(string program, params string[] arguments) =>
        Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
}
