using System.Text.Json.Serialization;
using GlusterDr.Policies;

namespace GlusterDr.Vms;

/// <summary>A snapshot of one VM: its base images and the overlays that take writes.</summary>
/// <param name="VmId">The hypervisor's ID of the VM.</param>
/// <param name="VmName">Its name.</param>
/// <param name="Host">The host it ran on.</param>
/// <param name="RunId">The run that took it. Its ID is part of the overlays' names, or is the internal snapshot's name.</param>
/// <param name="Kind">Overlay files, or inside the images.</param>
/// <param name="Quiesced">Whether the guest had frozen its file systems.</param>
/// <param name="TakenAt">
/// When the hypervisor reported it as taken, or got the request, by the control plane's clock. For a snapshot that is found again it is the
/// run's start, so it is never too late.
/// </param>
/// <param name="Disks">The snapshot of each disk.</param>
public sealed record VmSnapshot(
    string VmId,
    string VmName,
    string Host,
    string RunId,
    SnapshotKind Kind,
    bool Quiesced,
    DateTimeOffset TakenAt,
    IReadOnlyList<SnapshotDisk> Disks)
{
    /// <summary>When it was confirmed to exist, by the control plane's clock; null: same as <see cref="TakenAt"/>.</summary>
    public DateTimeOffset? SeenAt { get; init; }

    /// <summary>A time that is not before the snapshot.</summary>
    [JsonIgnore]
    public DateTimeOffset KnownAt => SeenAt ?? TakenAt;

    /// <summary>Whether no merge of it has begun: overlays that are missing from its chain were then removed by someone else.</summary>
    [JsonIgnore]
    public bool IsUnmerged { get; init; }

    /// <summary>Overlays that someone else had removed from their chains earlier; a merge leaves their files.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> OverlaysOut { get; init; } = [];

    /// <summary>Warnings, for example that a guest could not freeze its file systems.</summary>
    public string? Note { get; init; }
}
