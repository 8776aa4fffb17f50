using GlusterDr.Sites;

namespace GlusterDr.Remote.OpenSsh;

/// <summary>The arguments of the ssh client for one host.</summary>
internal sealed class SshArguments(RemoteHost host, OpenSshRunnerOptions options)
{
    private readonly SshSettings _ssh = host.Ssh;

    /// <summary>
    /// Makes a connection that others share, goes to the background, and ends itself when idle. Says on standard error how far it
    /// has come, for <see cref="LoginProgress"/>.
    /// </summary>
    public IReadOnlyList<string> Open(string socket) =>
    [
        .. Common(socket),
        "-o", "LogLevel=DEBUG1",

        // ssh's own bound holds until the host has named itself, which a busy one does late; the TCP connection has a bound of ours.
        "-o", $"ConnectTimeout={Seconds(options.LoginTimeout)}",
        "-o", "ControlMaster=yes",
        "-o", $"ControlPersist={(int)options.IdleClose.TotalSeconds}",
        "-N", "--", HostName.Require(host.Name),
    ];

    /// <summary>
    /// Runs a line over a shared connection. Where that is gone or full, ssh would log in anew for this line alone, and fifty lines
    /// would be fifty logins at once: with this proxy it ends instead.
    /// </summary>
    public IReadOnlyList<string> Run(string socket, string line) =>
    [
        .. Common(socket),
        "-o", "LogLevel=INFO", "-o", "ControlMaster=no", "-o", "ProxyCommand=false", "--", HostName.Require(host.Name), line,
    ];

    /// <summary>Ends a shared connection.</summary>
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
