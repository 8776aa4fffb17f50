using System.Security.Cryptography;
using System.Text;
using GlusterDr.Hypervisors.Ovirt.Snapshots;

namespace GlusterDr.Hypervisors.Ovirt.Engine;

/// <summary>A VM with its disks and snapshots, as one list call tells them.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Status"><c>up</c>, <c>down</c> and others.</param>
/// <param name="Origin">Who made it; a hosted engine's VM is <c>managed_hosted_engine</c>.</param>
/// <param name="HostId">The host it runs on; null: none.</param>
/// <param name="Disks">All attached disks.</param>
/// <param name="Snapshots">All snapshots, the active one too.</param>
internal sealed record EngineVm(
    string Id,
    string Name,
    string Status,
    string? Origin,
    string? HostId,
    IReadOnlyList<EngineDisk> Disks,
    IReadOnlyList<EngineSnapshot> Snapshots)
{
    /// <summary>The engine says that an image of it is illegal, in any of its disks and at any depth: it will not start again.</summary>
    public bool HasIllegalImages { get; init; }

    private static readonly HashSet<string> s_resting = ["down", "suspended", "image_locked"];

    /// <summary>Has a process on a host, whatever that does just now.</summary>
    public bool IsRunning => !s_resting.Contains(Status);

    public bool IsHostedEngine => Origin is "hosted_engine" or "managed_hosted_engine";

    public bool IsInPreview => Snapshots.Any(s => s.Status == "in_preview");

    /// <summary>How many snapshots it has.</summary>
    public int SnapshotCount => Snapshots.Count(s => !s.IsActive);

    /// <summary>The same, as long as nobody takes one or deletes one.</summary>
    public string SnapshotsAsOf => Convert.ToHexStringLower(
        SHA256.HashData(Encoding.UTF8.GetBytes(string.Join(' ', Snapshots.Where(s => !s.IsActive).Select(s => s.Id).Order(StringComparer.Ordinal)))))[..16];

    /// <summary>The snapshot that a run took; null: none.</summary>
    public EngineSnapshot? SnapshotOf(string runId) =>
        Snapshots.FirstOrDefault(s => SnapshotTag.RunOf(s.Description) == runId);
}
