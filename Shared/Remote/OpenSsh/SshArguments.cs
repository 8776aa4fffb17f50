using GlusterDr.Sites;

namespace GlusterDr.Remote.OpenSsh;

/// <summary>The arguments of the ssh client for one host.</summary>
internal sealed class SshArguments(RemoteHost host, OpenSshRunnerOptions options)
{
    private readonly SshSettings _ssh = host.Ssh;

    /// <summary>
    /// Opens a connection that others share, in the background, which closes itself when idle. Reports its progress on standard
    /// error, for <see cref="LoginProgress"/>.
    /// </summary>
    public IReadOnlyList<string> Open(string socket) =>
    [
        .. Common(socket),
        "-o", "LogLevel=DEBUG1",

        // ssh's own time limit covers the SSH banner too, which a busy host sends late. The TCP connection has its own limit here.
        "-o", $"ConnectTimeout={Seconds(options.LoginTimeout)}",
        "-o", "ControlMaster=yes",
        "-o", $"ControlPersist={(int)options.IdleClose.TotalSeconds}",
        "-N", "--", HostName.Require(host.Name),
    ];

    /// <summary>
    /// Runs a line over a shared connection. If that is lost or full, ssh would log in again for this line alone, and fifty lines
    /// would cause fifty logins at once. With this proxy command it fails instead.
    /// </summary>
    public IReadOnlyList<string> Run(string socket, string line) =>
    [
        .. Common(socket),
        "-o", "LogLevel=INFO", "-o", "ControlMaster=no", "-o", "ProxyCommand=false", "--", HostName.Require(host.Name), line,
    ];

    /// <summary>Closes a shared connection.</summary>
    public IReadOnlyList<string> Close(string socket) =>
        [.. Common(socket), "-O", "exit", "--", HostName.Require(host.Name)];

    private IEnumerable<string> Common(string socket)
    {
        List<string> arguments = [];
        if (_ssh.ConfigFile is not null)
        {
            arguments.AddRange(["-F", _ssh.ConfigFile]);
        }

        Option("BatchMode=yes");
        Option("StrictHostKeyChecking=yes");
        Option("UpdateHostKeys=no");
        Option("ClearAllForwardings=yes");
        Option("ForwardAgent=no");
        Option("PermitLocalCommand=no");
        Option("RemoteCommand=none");
        Option($"ServerAliveInterval={Seconds(options.KeepAlive)}");
        Option("ServerAliveCountMax=3");
        Option("ConnectionAttempts=1");
        Option($"ControlPath={Path(socket)}");
        if (_ssh.KnownHostsFile is not null)
        {
            Option($"UserKnownHostsFile={Path(_ssh.KnownHostsFile)}");
            Option("GlobalKnownHostsFile=/dev/null");
        }

        if (_ssh.IdentityFile is not null)
        {
            Option($"IdentityFile={Path(_ssh.IdentityFile)}");
            Option("IdentitiesOnly=yes");
        }

        if (_ssh.User is not null)
        {
            Option($"User=\"{_ssh.User}\"");
        }

        if (_ssh.Port is not null)
        {
            Option($"Port={_ssh.Port}");
        }

        arguments.Add("-T");
        return arguments;

        void Option(string option) => arguments.AddRange(["-o", option]);
    }

    private static int Seconds(TimeSpan time) => Math.Max(1, (int)Math.Ceiling(time.TotalSeconds));

    // ssh splits values at blanks unless quoted, and expands per cent signs.
    private static string Path(string path) => $"\"{path.Replace("%", "%%", StringComparison.Ordinal)}\"";
}
