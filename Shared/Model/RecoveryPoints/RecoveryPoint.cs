using System.Text.Json.Serialization;
using GlusterDr.Replication;
using GlusterDr.Vms;

namespace GlusterDr.RecoveryPoints;

/// <summary>A verified, consistent state at a destination.</summary>
public sealed record RecoveryPoint
{
    /// <summary>Something that a VM of a recovery point needs, but that is not part of the verified recovery point.</summary>
    /// <param name="Vm">The VM's name.</param>
    /// <param name="What">What it is, for display, with its path if it has one.</param>
    /// <param name="Reason">Why it is not included.</param>
    public sealed record MissingFile(string Vm, string What, string Reason);

    /// <summary><c>&lt;run id&gt;@&lt;destination&gt;</c>.</summary>
    public required string Id { get; init; }

    /// <summary>The policy.</summary>
    public required string Policy { get; init; }

    /// <summary>The run that made it.</summary>
    public required string RunId { get; init; }

    /// <summary>The destination that holds it.</summary>
    public required string Destination { get; init; }

    /// <summary>Its site and volume, as <c>site/volume</c>.</summary>
    public required string Location { get; init; }

    /// <summary>The site that holds it.</summary>
    [JsonIgnore]
    public string SiteName => Location.Split('/')[0];

    /// <summary>The volume that it is a copy of; null: the policy's own.</summary>
    public string? PrimaryVolume { get; init; }

    /// <summary>The time of the first VM's snapshot; all data written before it is included.</summary>
    public required DateTimeOffset TakenAt { get; init; }

    /// <summary>The time from the first VM's snapshot to the last one.</summary>
    public required TimeSpan Skew { get; init; }

    /// <summary>When the content at both sites was found equal.</summary>
    [JsonPropertyName("provenAt")]
    public required DateTimeOffset VerifiedAt { get; init; }

    /// <summary>The checkpoint that was reached.</summary>
    public required DateTimeOffset Checkpoint { get; init; }

    /// <summary>The status rows that showed this.</summary>
    public required IReadOnlyList<GeoRepWorker> Evidence { get; init; }

    /// <summary>The number of image files compared.</summary>
    public required int FilesCompared { get; init; }

    /// <summary>The number of bytes compared by digest.</summary>
    public required long BytesCompared { get; init; }

    /// <summary>How much of it was compared, and when; null: the point was made by a version that did not record it.</summary>
    public Coverage? Coverage { get; init; }

    /// <summary>The VMs, with the manifests of their files on this volume.</summary>
    public required IReadOnlyList<VmSnapshot> Vms { get; init; }

    /// <summary>VMs that were shut off, with their chains. Their images were compared without a snapshot.</summary>
    public IReadOnlyList<VirtualMachine> VmsShutOff { get; init; } = [];

    /// <summary>VMs among <see cref="Vms"/> that were paused when they were listed.</summary>
    public IReadOnlyList<string> VmsPaused { get; init; } = [];

    /// <summary>What its VMs need but it does not contain, or contains unverified; null: an older GlusterDr did not check this.</summary>
    public IReadOnlyList<MissingFile>? FilesNotIncluded { get; init; }

    /// <summary>VMs of the storage domain that are not in it.</summary>
    public IReadOnlyList<string> VmsLeftOut { get; init; } = [];

    /// <summary>VMs that also have disks on other volumes. Each is complete together with the points of the same run for those volumes.</summary>
    public IReadOnlyList<string> VmsOnSeveralVolumes { get; init; } = [];

    /// <summary>Those of them whose other disks are not, or no longer, verified at the same site, so that they cannot be recovered there to one point in time.</summary>
    public IReadOnlyList<string> VmsNotWhole { get; init; } = [];

    /// <summary>VMs whose overlay could not be merged, so that the overlay file stays at the destination.</summary>
    public IReadOnlyList<string> OverlaysKept { get; init; } = [];

    /// <summary>Set when a later run has begun to change the secondary, which then has only the newest state unless volume snapshots keep older ones.</summary>
    public string? SupersededBy { get; init; }
}
