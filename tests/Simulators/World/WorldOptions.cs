namespace GlusterDr.Simulators;

/// <summary>Properties of the simulated systems.</summary>
public sealed record WorldOptions
{
    /// <summary>The seed of all random decisions. The default value is 1.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>The version of Gluster. Before 10 its XML says master and slave. The default value is 10.3.</summary>
    public string GlusterVersion { get; init; } = "10.3";

    /// <summary>The probability that a registration has a dead feed. On real sites it is about 0.4. The default value is 0.</summary>
    public double DeadFeedProbability { get; init; }

    /// <summary>The time from the start of a session to the registration of its workers. The default value is 4.7 seconds.</summary>
    public TimeSpan WorkerStart { get; init; } = TimeSpan.FromSeconds(4.7);

    /// <summary>The fixed time of a batch of changes, in addition to its transfer. The default value is 0.7 seconds.</summary>
    public TimeSpan BatchOverhead { get; init; } = TimeSpan.FromSeconds(0.7);

    /// <summary>The bytes per second of the link between the sites. The default value is 1 GB.</summary>
    public long LinkBytesPerSecond { get; init; } = 1_000_000_000;

    /// <summary>
    /// Whether Gluster refuses a command on a volume while another one is running there, as real Gluster does. The default value is
    /// true.
    /// </summary>
    public bool BusyOnOverlap { get; init; } = true;

    /// <summary>How long commands take.</summary>
    public LatencyTable Latency { get; init; } = new();

    internal bool SaysMaster => Version.Parse(GlusterVersion).Major < 10;
}
