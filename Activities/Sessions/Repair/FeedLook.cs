namespace GlusterDr.Activities.Sessions.Repair;

/// <summary>What a look at a session that carries showed.</summary>
/// <param name="Passed">Every subvolume has synced past the mark.</param>
/// <param name="Pending">Operations that wait.</param>
/// <param name="LastSynced">The least over the Active workers.</param>
/// <param name="State">In words.</param>
public sealed record FeedLook(bool Passed, long Pending, DateTimeOffset? LastSynced, string State)
{
    /// <summary>The subvolumes that have not passed, each with how far it is.</summary>
    public IReadOnlyList<string> Behind { get; init; } = [];

    /// <summary>Whether a worker is Active.</summary>
    public bool IsActive { get; init; }

    /// <summary>Whether every Active worker listens to the live feed by now.</summary>
    public bool IsLive { get; init; }

    /// <summary>Whether the whole volume is crawled: that tells nothing before its end.</summary>
    public bool IsCrawling { get; init; }
}
