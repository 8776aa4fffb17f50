namespace GlusterDr.Simulators;

/// <summary>What the simulated systems are like.</summary>
public sealed record WorldOptions
{
    /// <summary>What all that is random is drawn from. The default value is 1.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>The version that Gluster tells; before 10 its XML says master and slave. The default value is 10.3.</summary>
    public string GlusterVersion { get; init; } = "10.3";

    /// <summary>How likely a registration has a dead feed; about 0.4 in truth. The default value is 0.</summary>
    public double DeadFeedProbability { get; init; }

    /// <summary>From a session's start to its workers' registration. The default value is 4.7 seconds.</summary>
    public TimeSpan WorkerStart { get; init; } = TimeSpan.FromSeconds(4.7);

    /// <summary>What a batch of changes takes besides its bytes. The default value is 0.7 seconds.</summary>
    public TimeSpan BatchOverhead { get; init; } = TimeSpan.FromSeconds(0.7);

    /// <summary>Bytes that the link between the sites carries a second. The default value is 1 GB.</summary>
    public long LinkBytesPerSecond { get; init; } = 1_000_000_000;

    /// <summary>
    /// Whether Gluster refuses a command on a volume while another is under way there, as it really does. The default value is
    /// true.
    /// </summary>
    public bool BusyOnOverlap { get; init; } = true;

    /// <summary>How long commands take.</summary>
    public LatencyTable Latency { get; init; } = new();

    internal bool SaysMaster => Version.Parse(GlusterVersion).Major < 10;
}
