namespace GlusterDr.Gluster.Agent;

/// <summary>Limits of the agent.</summary>
public sealed record VolumeAgentOptions
{
    /// <summary>The time limit of short requests. The default value is 2 minutes.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>Ranges or pieces processed in parallel. The default value is 4.</summary>
    public int Threads { get; init; } = 4;
}
