namespace GlusterDr.Remote;

/// <summary>
/// Settings for running commands on hosts, for every implementation. Commands for a busy host wait; the limits here only define when
/// a host counts as hung. A command's own timeout counts from the answer of its login shell.
/// </summary>
public abstract record RemoteRunnerOptions
{
    /// <summary>Maximum number of concurrent commands on one connection. The default value is 8: sshd's own <c>MaxSessions</c> is 10.</summary>
    public int SessionsPerConnection { get; init; } = 8;

    /// <summary>Maximum number of connections to one host; further commands wait. The default value is 8.</summary>
    public int ConnectionsPerHost { get; init; } = 8;

    /// <summary>An idle connection is closed after this. The default value is 5 minutes.</summary>
    public TimeSpan IdleClose { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>
    /// Time limit for the wait for a turn while no command of the host starts or ends. The default value is 10 minutes.
    /// </summary>
    public TimeSpan TurnTimeout { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>
    /// Time limit for a login after the host has accepted the TCP connection. The default value is 2 minutes, the default of sshd's
    /// <c>LoginGraceTime</c>.
    /// </summary>
    public TimeSpan LoginTimeout { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>Time limit for a login shell to answer on an open connection. The default value is 5 minutes.</summary>
    public TimeSpan StartTimeout { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>
    /// How often keep-alive requests are sent. A connection is lost when three in a row are not answered. sshd answers them
    /// itself, without a login shell. The default value is 15 seconds.
    /// </summary>
    public TimeSpan KeepAlive { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>The maximum output of a command. The default value is 64 MiB.</summary>
    public int MaxOutputBytes { get; init; } = 64 << 20;
}
