using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using GlusterDr.Remote;
using GlusterDr.TestKit;

namespace GlusterDr.Tests.Shared.Remote;

/// <summary>A private sshd on a free loopback port, with keys and configuration of its own.</summary>
internal sealed class Sshd : IDisposable
{
    public const string Program = "/usr/sbin/sshd";

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("gdr-sshd-");
    private readonly Process _process;

    private Sshd(int port, string more)
    {
        Port = port;
        Keygen("host");
        Keygen("user");
        Keygen("other");
        File.Copy(InDirectory("user.pub"), InDirectory("authorized_keys"));
        Pin("known_hosts", port);
        File.WriteAllText(InDirectory("config"), $"""
            ListenAddress 127.0.0.1:{port}
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
    }

    public int Port { get; }

    public static async Task<Sshd> StartAsync(string more = "")
    {
        Sshd sshd = new(FreePort.Next(), more);
        for (int i = 0; !await AnswersAsync(sshd.Port); i++)
        {
            i.ShouldBeLessThan(100, "sshd does not listen");
            await Task.Delay(50);
        }

        return sshd;
    }

    public string InDirectory(string name) => Path.Combine(_directory.FullName, name);

    public RemoteHost Host(int? port = null) => new("127.0.0.1", new SshSettings
    {
        ConfigFile = "/dev/null",
        Port = port ?? Port,
        User = Environment.UserName,
        IdentityFile = InDirectory("user"),
        KnownHostsFile = InDirectory("known_hosts"),
        ConnectTimeout = TimeSpan.FromSeconds(2),
    });

    /// <summary>Pins this server's key for another port: a relay's.</summary>
    public void Pin(string file, int port, string key = "host") => File.AppendAllText(
        InDirectory(file), $"[127.0.0.1]:{port} {string.Join(' ', File.ReadAllText(InDirectory($"{key}.pub")).Split(' ')[..2])}\n");

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

    private void Keygen(string name)
    {
        using Process process = Run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", name, "-f", InDirectory(name));
        process.WaitForExit();
    }

    private static Process Run(string program, params string[] arguments) =>
        Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;

    private static async Task<bool> AnswersAsync(int port)
    {
        try
        {
            using TcpClient client = new();
            await client.ConnectAsync(IPAddress.Loopback, port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
