using System.Text.Json.Serialization;
using GlusterDr.Policies;

namespace GlusterDr.Vms;

/// <summary>A snapshot of one VM: what was frozen, and where writes go meanwhile.</summary>
/// <param name="VmId">The hypervisor's own id of the VM.</param>
/// <param name="VmName">What people call it.</param>
/// <param name="Host">The host it ran on.</param>
/// <param name="RunId">The run that took it; part of the overlays' names, or the internal snapshot's name.</param>
/// <param name="Kind">Overlay files, or inside the images.</param>
/// <param name="Quiesced">True: the guest had frozen its file systems.</param>
/// <param name="TakenAt">
/// When the hypervisor had taken it, or was asked to, by the control plane's clock; of one that is found again, its run's start: never
/// too late.
/// </param>
/// <param name="Disks">The manifest.</param>
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
    /// <summary>When it was seen to be there, by the control plane's clock; null: not apart from <see cref="TakenAt"/>.</summary>
    public DateTimeOffset? SeenAt { get; init; }

    /// <summary>Not earlier than the moment that it froze.</summary>
    [JsonIgnore]
    public DateTimeOffset KnownAt => SeenAt ?? TakenAt;

    /// <summary>No merge of it has begun: what is out of its chain by now was taken out by somebody else.</summary>
    [JsonIgnore]
    public bool IsUnmerged { get; init; }

    /// <summary>Overlays that somebody else had taken out of their chains before: a merge leaves their files.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> OverlaysOut { get; init; } = [];

    /// <summary>What went less than perfectly: a guest that could not be frozen, say.</summary>
    public string? Note { get; init; }
}
