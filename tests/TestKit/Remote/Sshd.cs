using System.Diagnostics;
using System.Threading.Channels;
using GlusterDr.Sites;

namespace GlusterDr.TestKit.Remote;

/// <summary>
/// A private sshd on a free loopback port, with keys, configuration and a home directory of its own: what the user's login shell
/// reads on this machine does not matter.
/// </summary>
public sealed class Sshd : IDisposable
{
    /// <summary>Where Debian's package openssh-server has it.</summary>
    public const string Program = "/usr/sbin/sshd";

    // Only something that hangs takes this long, also on a busy machine.
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

    /// <summary>Where it listens.</summary>
    public int Port { get; }

    /// <summary>How often someone logged in.</summary>
    public int Logins => _logins;

    /// <summary>How often keys were agreed on, the first time of each connection among them; known with its <c>LogLevel DEBUG1</c>.</summary>
    public int KeyExchanges => _keyExchanges;

    /// <summary>How many login shells have started that read their .bashrc, as bash does for commands that come by ssh.</summary>
    public int LoginShells => File.Exists(Count) ? (int)new FileInfo(Count).Length : 0;

    private string Home => InDirectory("home");

    private string Count => InDirectory("shells");

    /// <summary>Starts one, and waits until it listens.</summary>
    public static async Task<Sshd> StartAsync(SshdOptions? options = null)
    {
        Sshd sshd = new(options ?? new SshdOptions());
        await sshd.UntilLoggedAsync("Server listening");
        return sshd;
    }

    /// <summary>A path in its directory.</summary>
    public string InDirectory(string name) => Path.Combine(_directory.FullName, name);

    /// <summary>The type and the key in base64 of one that <see cref="Keygen"/> made: <c>host</c>, <c>user</c> and <c>other</c> are there.</summary>
    public string PublicKey(string name) => string.Join(' ', File.ReadAllText(InDirectory($"{name}.pub")).Split(' ')[..2]);

    /// <summary>Makes a key of its own.</summary>
    public void Keygen(string name, string type = "ed25519")
    {
        using Process process = Run("ssh-keygen", "-q", "-t", type, "-N", "", "-C", name, "-f", InDirectory(name));
        process.WaitForExit();
    }

    /// <summary>Makes this key the pinned one, on whatever port.</summary>
    public void Pin(string key) => PinLines($"127.0.0.1,[127.0.0.1]:* {PublicKey(key)}");

    /// <summary>Makes these the pinned host keys.</summary>
    public void PinLines(string knownHosts) => File.WriteAllText(InDirectory("known_hosts"), knownHosts + "\n");

    /// <summary>It, as a host that commands run on.</summary>
    public RemoteHost Host(int? port = null) => new("127.0.0.1", new SshSettings
    {
        Port = port ?? Port,
        User = Environment.UserName,
        IdentityFile = InDirectory("user"),
        KnownHostsFile = InDirectory("known_hosts"),
        ConnectTimeout = TimeSpan.FromMinutes(1),
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
        using CancellationTokenSource limit = new(Patience.Limit);
        while (!(await _log.Reader.ReadAsync(limit.Token)).Contains(text, StringComparison.Ordinal))
        {
        }
    }

    /// <summary>Ends it, with all that it serves.</summary>
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
