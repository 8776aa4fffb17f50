using GlusterDr.Errors;
using GlusterDr.Vms;

namespace GlusterDr.Hypervisors;

/// <summary>What a run asks of whatever manages the VMs of a storage domain.</summary>
/// <remarks>
/// Every member looks at the world first and then does what is still to do: called twice it does nothing twice, and it
/// adopts what a dead run left under way. Failures are <see cref="DrException"/>s with a class.
/// </remarks>
public interface IHypervisor
{
    /// <summary>What the administrators of a hypervisor are told of a run.</summary>
    /// <param name="RunId">The run.</param>
    /// <param name="Stage">A word for when in the run; with the run's id it makes the notice the same when it is told again.</param>
    /// <param name="Severity">How much it matters.</param>
    /// <param name="Text">For a person.</param>
    /// <param name="IsLast">The run asks nothing of the hypervisor after it.</param>
    sealed record Notice(string RunId, string Stage, NoticeSeverity Severity, string Text, bool IsLast);

    /// <summary>Looks whether the storage domain is where the policy takes it to be; changes nothing.</summary>
    Task<StorageLook> LookAtStorageAsync(StorageDomain domain, CancellationToken cancellation);

    /// <summary>Every VM that has a disk on the storage domain, or may have: running, paused and shut off, over all hosts at once.</summary>
    /// <exception cref="DrException">A host does not answer: a list that may miss VMs is none.</exception>
    Task<IReadOnlyList<VirtualMachine>> ListAsync(StorageDomain domain, CancellationToken cancellation);

    /// <summary>Puts the VMs' definitions where replication carries them, so that VMs made since are recoverable.</summary>
    Task RefreshDefinitionsAsync(StorageDomain domain, CancellationToken cancellation);

    /// <summary>Freezes a VM's images, or returns the snapshot that this run has taken already.</summary>
    Task<VmSnapshot> SnapshotAsync(StorageDomain domain, VirtualMachine vm, SnapshotRequest request, CancellationToken cancellation);

    /// <summary>
    /// What somebody else did to VMs since: merged, reverted, started, migrated. Nothing of a VM that is as it was left, of one that is not
    /// known any more, and of one whose host does not answer.
    /// </summary>
    /// <param name="domain">The storage domain.</param>
    /// <param name="snapshots">Snapshots of a run that has not begun to merge them.</param>
    /// <param name="shutOff">VMs that were shut off when they were listed.</param>
    /// <param name="cancellation">Stops it.</param>
    Task<IReadOnlyList<VmChange>> FindChangesAsync(
        StorageDomain domain, IReadOnlyList<VmSnapshot> snapshots, IReadOnlyList<VirtualMachine> shutOff, CancellationToken cancellation);

    /// <summary>Thaws a guest that an attempt at a snapshot may have left frozen; one that is not frozen stays as it is.</summary>
    /// <remarks>Nothing to do where the hypervisor itself freezes and thaws around the snapshot.</remarks>
    Task ThawAsync(StorageDomain domain, VirtualMachine vm, CancellationToken cancellation) => Task.CompletedTask;

    /// <summary>Merges a snapshot, or goes on with a merge under way, for at most <paramref name="slice"/>.</summary>
    /// <returns>Done only when the VM's chains are verified; otherwise how far it is: call again.</returns>
    Task<MergeProgress> MergeAsync(StorageDomain domain, VmSnapshot snapshot, TimeSpan slice, CancellationToken cancellation);

    /// <summary>Snapshots that runs of GlusterDr left: by what the VMs' chains say now, not by any record.</summary>
    Task<IReadOnlyList<VmSnapshot>> FindLeftoversAsync(StorageDomain domain, CancellationToken cancellation);

    /// <summary>Overlays that runs left and that no VM uses now: they are never merged.</summary>
    /// <remarks>None where the hypervisor itself keeps account of its images.</remarks>
    Task<IReadOnlyList<AbandonedOverlay>> FindAbandonedAsync(StorageDomain domain, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<AbandonedOverlay>>([]);

    /// <summary>Tells the hypervisor's own administrators of a run, where it has a way to; the same notice is told once.</summary>
    Task TellAsync(StorageDomain domain, Notice notice, CancellationToken cancellation);
}
