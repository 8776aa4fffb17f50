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

    /// <summary>Where the copies go; at least one for each of <see cref="Volumes"/>.</summary>
    public required IReadOnlyList<Destination> Destinations { get; init; }

    /// <summary>When: cron with seconds, as Azure's timer trigger has it, in UTC; null: on demand only.</summary>
    public string? Schedule { get; init; }

    /// <summary>How VMs are frozen.</summary>
    public SnapshotSettings Snapshot { get; init; } = new();

    /// <summary>How the copy is proven.</summary>
    [JsonPropertyName("proof")]
    public VerificationSettings Verification { get; init; } = new();

    /// <summary>How Gluster's changelog is tuned while a run lasts and after.</summary>
    public ChangelogSettings Changelog { get; init; } = new();

    /// <summary>Bounds on what a run waits for.</summary>
    public TimeLimits Limits { get; init; } = new();

    /// <summary>How many recovery points of each destination are kept in the store. The default value is 100.</summary>
    public int KeepRecoveryPoints { get; init; } = 100;

    /// <summary>All volumes that are protected: the policy's own first, then the further ones that its destinations name.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> Volumes => [.. Destinations.Select(PrimaryOf).Prepend(Volume).Distinct(StringComparer.Ordinal)];

    /// <summary>The volume that is copied to a destination.</summary>
    public string PrimaryOf(Destination destination) => destination.PrimaryVolume ?? Volume;

    /// <summary>A volume as records name it: null, where it is the policy's own.</summary>
    public string? UnlessOwn(string volume) => volume == Volume ? null : volume;
}
