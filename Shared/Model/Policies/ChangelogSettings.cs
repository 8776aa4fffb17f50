namespace GlusterDr.Policies;

/// <summary>Gluster's changelog, which feeds geo-replication. Null leaves Gluster's own setting.</summary>
public sealed record ChangelogSettings
{
    /// <summary>The least <see cref="RolloverTime"/> in seconds: below it rollovers overwrite each other, and data is lost.</summary>
    public const int LeastRolloverTime = 3;

    /// <summary>Seconds between changelog files (<c>changelog.rollover-time</c>; Gluster's own is 15).</summary>
    public int? RolloverTime { get; init; }

    /// <summary>Seconds between gsyncd's looks at them (<c>change-interval</c>; Gluster's own is 5).</summary>
    public int? ChangeInterval { get; init; }
}
