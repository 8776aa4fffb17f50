namespace GlusterDr.Remote;

/// <summary>How the machine's own OpenSSH client is used.</summary>
public sealed record OpenSshRunnerOptions
{
    /// <summary>The client. The default value is <c>ssh</c>.</summary>
    public string Program { get; init; } = "ssh";

    /// <summary>Commands at once on one connection. The default value is 8: sshd's own <c>MaxSessions</c> is 10.</summary>
    public int SessionsPerConnection { get; init; } = 8;

    /// <summary>Connections to one host; commands beyond that wait their turn. The default value is 8.</summary>
    public int ConnectionsPerHost { get; init; } = 8;

    /// <summary>An idle connection closes itself after this, also when this process has died. The default value is 5 minutes.</summary>
    public TimeSpan IdleClose { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Bound on a login after the TCP connection, and on a shell to appear. The default value is 20 seconds.</summary>
    public TimeSpan SessionTimeout { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>A connection that is silent for three times this is dead. The default value is 5 seconds.</summary>
    public TimeSpan KeepAlive { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>What a command may print. The default value is 64 MiB.</summary>
    public int MaxOutputBytes { get; init; } = 64 << 20;

    /// <summary>Where control sockets live; a short path. Null: a private directory is made under the system's own.</summary>
    public string? RuntimeDirectory { get; init; }
}
