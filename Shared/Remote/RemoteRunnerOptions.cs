namespace GlusterDr.Remote;

/// <summary>
/// How commands are run on hosts, whatever runs them. A host that is busy makes its commands wait: the bounds here only say from
/// when on a host counts as hung. A command's own timeout counts from the moment that its login shell has answered.
/// </summary>
public abstract record RemoteRunnerOptions
{
    /// <summary>Commands at once on one connection. The default value is 8: sshd's own <c>MaxSessions</c> is 10.</summary>
    public int SessionsPerConnection { get; init; } = 8;

    /// <summary>Connections to one host; commands beyond that wait their turn. The default value is 8.</summary>
    public int ConnectionsPerHost { get; init; } = 8;

    /// <summary>An idle connection is closed after this. The default value is 5 minutes.</summary>
    public TimeSpan IdleClose { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>
    /// Bound on the wait for a turn while no command of the host starts or ends. The default value is 10 minutes.
    /// </summary>
    public TimeSpan TurnTimeout { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>
    /// Bound on a login after the host has accepted the TCP connection. The default value is 2 minutes, sshd's own
    /// <c>LoginGraceTime</c>.
    /// </summary>
    public TimeSpan LoginTimeout { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>Bound on a login shell to answer on a connection that is alive. The default value is 5 minutes.</summary>
    public TimeSpan StartTimeout { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>
    /// How often sshd is asked for a sign of life. A connection is lost when three in a row stay unanswered. sshd answers by
    /// itself, without a login shell. The default value is 15 seconds.
    /// </summary>
    public TimeSpan KeepAlive { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>What a command may print. The default value is 64 MiB.</summary>
    public int MaxOutputBytes { get; init; } = 64 << 20;
}
