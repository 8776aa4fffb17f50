namespace GlusterDr.Policies;

/// <summary>Settings of Gluster's changelog, the source of geo-replication. Null keeps Gluster's current setting.</summary>
public sealed record ChangelogSettings
{
    /// <summary>The minimum of <see cref="RolloverTime"/> in seconds: below it, changelogs overwrite each other, and changes are lost.</summary>
    public const int LeastRolloverTime = 3;

    /// <summary>Seconds between changelog files (<c>changelog.rollover-time</c>; Gluster's default is 15).</summary>
    public int? RolloverTime { get; init; }

    /// <summary>Seconds between gsyncd's reads of the changelogs (<c>change-interval</c>; Gluster's default is 5).</summary>
    public int? ChangeInterval { get; init; }
}
