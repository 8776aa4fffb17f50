namespace GlusterDr.Policies;

/// <summary>The time limits of a run. No wait is unlimited.</summary>
public sealed record TimeLimits
{
    /// <summary>One VM's snapshot. The default value is 1 minute.</summary>
    public TimeSpan Snapshot { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>From the start of the session to the verified copy. The default value is 6 hours.</summary>
    public TimeSpan Replication { get; init; } = TimeSpan.FromHours(6);

    /// <summary>How long a worker may be Faulty, or a subvolume without an Active worker. The default value is 2 minutes.</summary>
    public TimeSpan FaultyGrace { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>One VM's merge. The default value is 1 hour.</summary>
    public TimeSpan Merge { get; init; } = TimeSpan.FromHours(1);
}
