using System.Security.Cryptography;
using System.Text;
using GlusterDr.Hypervisors.Ovirt.Snapshots;

namespace GlusterDr.Hypervisors.Ovirt.Engine;

/// <summary>A VM with its disks and snapshots, from one list call.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="Status"><c>up</c>, <c>down</c> and others.</param>
/// <param name="Origin">What created it; a hosted engine's VM is <c>managed_hosted_engine</c>.</param>
/// <param name="HostId">The host it runs on; null: none.</param>
/// <param name="Disks">All attached disks.</param>
/// <param name="Snapshots">All snapshots, including the active one.</param>
internal sealed record EngineVm(
    string Id,
    string Name,
    string Status,
    string? Origin,
    string? HostId,
    IReadOnlyList<EngineDisk> Disks,
    IReadOnlyList<EngineSnapshot> Snapshots)
{
    /// <summary>Whether the engine reports an illegal image in any chain of the VM. Such a VM does not start again.</summary>
    public bool HasIllegalImages { get; init; }

    private static readonly HashSet<string> s_resting = ["down", "suspended", "image_locked"];

    /// <summary>Whether it has a process on a host, running or paused.</summary>
    public bool IsRunning => !s_resting.Contains(Status);

    public bool IsHostedEngine => Origin is "hosted_engine" or "managed_hosted_engine";

    public bool IsInPreview => Snapshots.Any(s => s.Status == "in_preview");

    /// <summary>The number of snapshots.</summary>
    public int SnapshotCount => Snapshots.Count(s => !s.IsActive);

    /// <summary>A hash of the snapshot ids: it changes when a snapshot is taken or deleted.</summary>
    public string SnapshotsAsOf => Convert.ToHexStringLower(
        SHA256.HashData(Encoding.UTF8.GetBytes(string.Join(' ', Snapshots.Where(s => !s.IsActive).Select(s => s.Id).Order(StringComparer.Ordinal)))))[..16];

    /// <summary>Finds the snapshot of a run; null: none.</summary>
    public EngineSnapshot? SnapshotOf(string runId) =>
        Snapshots.FirstOrDefault(s => SnapshotTag.RunOf(s.Description) == runId);
}
