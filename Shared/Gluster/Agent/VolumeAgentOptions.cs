namespace GlusterDr.Gluster.Agent;

/// <summary>Bounds on what the agent does.</summary>
public sealed record VolumeAgentOptions
{
    /// <summary>Bound on a call that reads or writes little. The default value is 2 minutes.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>Ranges read, or pieces looked at, at the same time. The default value is 4.</summary>
    public int Threads { get; init; } = 4;
}
