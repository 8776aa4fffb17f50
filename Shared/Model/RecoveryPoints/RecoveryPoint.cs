using System.Text.Json.Serialization;
using GlusterDr.Replication;
using GlusterDr.Vms;

namespace GlusterDr.RecoveryPoints;

/// <summary>A proven, consistent state at a destination.</summary>
public sealed record RecoveryPoint
{
    /// <summary>Something that a VM of a recovery point needs, and that the point does not hold as it was proven.</summary>
    /// <param name="Vm">The VM's name.</param>
    /// <param name="What">What it is, for people, with its path where it has one.</param>
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

    /// <summary>The site and volume that hold it, as <c>site/volume</c>.</summary>
    public required string Location { get; init; }

    /// <summary>The site that holds it.</summary>
    [JsonIgnore]
    public string SiteName => Location.Split('/')[0];

    /// <summary>The volume that it is a copy of; null: the policy's own.</summary>
    public string? PrimaryVolume { get; init; }

    /// <summary>The first VM's snapshot: nothing older than this is missing.</summary>
    public required DateTimeOffset TakenAt { get; init; }

    /// <summary>From the first VM's snapshot to the last's.</summary>
    public required TimeSpan Skew { get; init; }

    /// <summary>When content was found the same on both sites.</summary>
    [JsonPropertyName("provenAt")]
    public required DateTimeOffset VerifiedAt { get; init; }

    /// <summary>The checkpoint that was reached.</summary>
    public required DateTimeOffset Checkpoint { get; init; }

    /// <summary>The rows that said so.</summary>
    public required IReadOnlyList<GeoRepWorker> Evidence { get; init; }

    /// <summary>Image files compared.</summary>
    public required int FilesCompared { get; init; }

    /// <summary>Bytes compared by digest.</summary>
    public required long BytesCompared { get; init; }

    /// <summary>How much of it was compared, and when; null: a version that did not record it made the point.</summary>
    public Coverage? Coverage { get; init; }

    /// <summary>The VMs with their manifests, of what is on its volume.</summary>
    public required IReadOnlyList<VmSnapshot> Vms { get; init; }

    /// <summary>VMs that were shut off, whose images were compared as they are; with their chains.</summary>
    public IReadOnlyList<VirtualMachine> VmsShutOff { get; init; } = [];

    /// <summary>VMs among <see cref="Vms"/> that were paused when they were listed.</summary>
    public IReadOnlyList<string> VmsPaused { get; init; } = [];

    /// <summary>What its VMs need and it does not hold, or does not hold proven; null: an older GlusterDr did not look.</summary>
    public IReadOnlyList<MissingFile>? FilesNotIncluded { get; init; }

    /// <summary>VMs of the storage domain that are not in it.</summary>
    public IReadOnlyList<string> VmsLeftOut { get; init; } = [];

    /// <summary>VMs of it that have disks on further volumes: each is whole with the points of the same run of those volumes.</summary>
    public IReadOnlyList<string> VmsOnSeveralVolumes { get; init; } = [];

    /// <summary>Those of them whose other disks are not proven at the same site, or not any more: not recoverable there to one moment.</summary>
    public IReadOnlyList<string> VmsNotWhole { get; init; } = [];

    /// <summary>VMs whose overlay could not be merged, so that its file stays at the destination.</summary>
    public IReadOnlyList<string> OverlaysKept { get; init; } = [];

    /// <summary>Set when a later run has begun to change the secondary: only the newest state is there, unless volume snapshots keep it.</summary>
    public string? SupersededBy { get; init; }
}
