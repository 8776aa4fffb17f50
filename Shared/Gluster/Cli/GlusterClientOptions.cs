namespace GlusterDr.Gluster.Cli;

/// <summary>Time limits of the client.</summary>
public sealed record GlusterClientOptions
{
    /// <summary>Time limit of one command. The default value is 2 minutes (glusterd's own transactions take up to 120 s).</summary>
    public TimeSpan CommandTimeout { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>How long a command is repeated while glusterd is busy. The default value is 1 minute.</summary>
    public TimeSpan BusyTimeout { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>The first pause between attempts; it doubles up to 8 s. The default value is a quarter of a second.</summary>
    public TimeSpan FirstRetry { get; init; } = TimeSpan.FromSeconds(0.25);

    /// <summary>
    /// How long to wait until the status shows that a session was started, stopped, paused or resumed. The default value is 20 seconds.
    /// </summary>
    public TimeSpan StateTimeout { get; init; } = TimeSpan.FromSeconds(20);
}
