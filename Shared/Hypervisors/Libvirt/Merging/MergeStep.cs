using GlusterDr.Hypervisors.Libvirt.Domains;
using GlusterDr.Vms;

namespace GlusterDr.Hypervisors.Libvirt.Merging;

/// <summary>The merge of one disk of a snapshot.</summary>
/// <param name="Manifest">The disk in the snapshot's manifest.</param>
/// <param name="Disk">The domain's disk now; null: the domain no longer has it.</param>
/// <param name="Action">The next action.</param>
/// <param name="Reason">Why it is busy or stuck.</param>
public sealed record MergeStep(SnapshotDisk Manifest, DomainDisk? Disk, MergeAction Action, string? Reason = null);
