using System.Text.Json.Serialization;
using GlusterDr.Ids;
using GlusterDr.Sites;

namespace GlusterDr.Policies;

/// <summary>What to protect and how.</summary>
public sealed record Policy
{
    /// <summary>Its name: see <see cref="PolicyName"/>.</summary>
    public required string Name { get; init; }

    /// <summary>The site that is protected.</summary>
    public required Site Site { get; init; }

    /// <summary>The Gluster volume that holds the VM images.</summary>
    public required string Volume { get; init; }

    /// <summary>The destinations of the copies; at least one for each of <see cref="Volumes"/>.</summary>
    public required IReadOnlyList<Destination> Destinations { get; init; }

    /// <summary>When it runs: a cron expression with seconds, as in Azure's timer trigger, in UTC; null: on demand only.</summary>
    public string? Schedule { get; init; }

    /// <summary>How snapshots of VMs are taken.</summary>
    public SnapshotSettings Snapshot { get; init; } = new();

    /// <summary>How the copy is verified.</summary>
    [JsonPropertyName("proof")]
    public VerificationSettings Verification { get; init; } = new();

    /// <summary>The settings of Gluster's changelog during a run and after it.</summary>
    public ChangelogSettings Changelog { get; init; } = new();

    /// <summary>Time limits of a run's waits.</summary>
    public TimeLimits Limits { get; init; } = new();

    /// <summary>The number of recovery points of each destination that are kept in the store. The default value is 100.</summary>
    public int KeepRecoveryPoints { get; init; } = 100;

    /// <summary>All protected volumes: first the policy's own, then the others that its destinations name.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> Volumes => [.. Destinations.Select(PrimaryOf).Prepend(Volume).Distinct(StringComparer.Ordinal)];

    /// <summary>The volume that is copied to a destination.</summary>
    public string PrimaryOf(Destination destination) => destination.PrimaryVolume ?? Volume;

    /// <summary>A volume as it is named in records: null for the policy's own.</summary>
    public string? UnlessOwn(string volume) => volume == Volume ? null : volume;
}
