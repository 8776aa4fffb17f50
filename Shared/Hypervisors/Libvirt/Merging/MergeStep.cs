using GlusterDr.Hypervisors.Libvirt.Domains;
using GlusterDr.Vms;

namespace GlusterDr.Hypervisors.Libvirt.Merging;

/// <summary>One disk of a snapshot on its way back to its base.</summary>
/// <param name="Manifest">What the snapshot says of it.</param>
/// <param name="Disk">The disk as the domain has it now; null: the domain has it no more.</param>
/// <param name="Action">What is to be done.</param>
/// <param name="Reason">Why it is busy or stuck.</param>
public sealed record MergeStep(SnapshotDisk Manifest, DomainDisk? Disk, MergeAction Action, string? Reason = null);
