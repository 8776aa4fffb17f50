using GlusterDr.Errors;
using GlusterDr.Vms;

namespace GlusterDr.Hypervisors;

/// <summary>The operations that a run needs from the hypervisor of a storage domain.</summary>
/// <remarks>
/// Every member checks the present state first and then does only what is missing. A second call does no harm, and a job that an
/// interrupted run left running is adopted. Failures are <see cref="DrException"/>s with a class.
/// </remarks>
public interface IHypervisor
{
    /// <summary>A notification about a run for the administrators of a hypervisor.</summary>
    /// <param name="RunId">The run.</param>
    /// <param name="Stage">The point in the run. Run id and stage identify the notice when it is sent again.</param>
    /// <param name="Severity">The severity.</param>
    /// <param name="Text">The text for people.</param>
    /// <param name="IsLast">The run does not use the hypervisor after this notice.</param>
    sealed record Notice(string RunId, string Stage, NoticeSeverity Severity, string Text, bool IsLast);

    /// <summary>Verifies that the storage domain is on the policy's volume. Changes nothing.</summary>
    Task<StorageDomainFacts> VerifyStorageDomainAsync(StorageDomain domain, CancellationToken cancellation);

    /// <summary>Lists every VM that has or may have a disk on the storage domain: running, paused and shut off, on all hosts.</summary>
    /// <exception cref="DrException">A host does not answer, so the list could be incomplete.</exception>
    Task<IReadOnlyList<VirtualMachine>> ListAsync(StorageDomain domain, CancellationToken cancellation);

    /// <summary>Writes the VM definitions to the volume, so that they are replicated and new VMs can be recovered.</summary>
    Task RefreshDefinitionsAsync(StorageDomain domain, CancellationToken cancellation);

    /// <summary>Takes a snapshot of a VM, or returns the one that this run has already taken.</summary>
    Task<VmSnapshot> SnapshotAsync(StorageDomain domain, VirtualMachine vm, SnapshotRequest request, CancellationToken cancellation);

    /// <summary>
    /// Finds what somebody else did to VMs since they were listed or snapshotted: merged, reverted, started or migrated them. VMs that are
    /// unchanged, that no longer exist, or whose host does not answer are not in the result.
    /// </summary>
    /// <param name="domain">The storage domain.</param>
    /// <param name="snapshots">Snapshots of a run that has not started to merge them.</param>
    /// <param name="shutOff">VMs that were shut off when they were listed.</param>
    /// <param name="cancellation">Cancels the call.</param>
    Task<IReadOnlyList<VmChange>> FindChangesAsync(
        StorageDomain domain, IReadOnlyList<VmSnapshot> snapshots, IReadOnlyList<VirtualMachine> shutOff, CancellationToken cancellation);

    /// <summary>Thaws a guest that a failed snapshot may have left frozen. A guest that is not frozen is unchanged.</summary>
    /// <remarks>Does nothing where the hypervisor itself freezes and thaws the guest around the snapshot.</remarks>
    Task ThawAsync(StorageDomain domain, VirtualMachine vm, CancellationToken cancellation) => Task.CompletedTask;

    /// <summary>Merges a snapshot, or continues a merge in progress, for at most <paramref name="slice"/>.</summary>
    /// <returns>Done when the VM's chains are verified. Otherwise the progress: call again.</returns>
    Task<MergeProgress> MergeAsync(StorageDomain domain, VmSnapshot snapshot, TimeSpan slice, CancellationToken cancellation);

    /// <summary>Finds snapshots that earlier runs left, from the VMs' present chains and not from records.</summary>
    Task<IReadOnlyList<VmSnapshot>> FindLeftoversAsync(StorageDomain domain, CancellationToken cancellation);

    /// <summary>Finds overlays of earlier runs that no VM uses. They are never merged.</summary>
    /// <remarks>Empty for hypervisors that manage their images themselves.</remarks>
    Task<IReadOnlyList<AbandonedOverlay>> FindAbandonedAsync(StorageDomain domain, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<AbandonedOverlay>>([]);

    /// <summary>Notifies the administrators of the hypervisor, if it has a way to. The same notice is sent once.</summary>
    Task NotifyAsync(StorageDomain domain, Notice notice, CancellationToken cancellation);
}
