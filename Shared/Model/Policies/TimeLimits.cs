namespace GlusterDr.Policies;

/// <summary>Bounds on what a run waits for. Nothing waits for ever.</summary>
public sealed record TimeLimits
{
    /// <summary>One VM's snapshot. The default value is 1 minute.</summary>
    public TimeSpan Snapshot { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>From start of the session to proof. The default value is 6 hours.</summary>
    public TimeSpan Replication { get; init; } = TimeSpan.FromHours(6);

    /// <summary>How long a worker may be Faulty, or a subvolume without an Active one. The default value is 2 minutes.</summary>
    public TimeSpan FaultyGrace { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>One VM's merge. The default value is 1 hour.</summary>
    public TimeSpan Merge { get; init; } = TimeSpan.FromHours(1);
}
