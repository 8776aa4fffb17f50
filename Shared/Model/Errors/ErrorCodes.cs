namespace GlusterDr.Errors;

/// <summary>Every code that an <see cref="Error"/> can have. Stable: the meaning of a code never changes.</summary>
public static class ErrorCodes
{
    /// <summary>A defect of GlusterDr itself.</summary>
    public const string Unexpected = "unexpected";

    /// <summary>A policy file has errors.</summary>
    public const string PolicyInvalid = "policy.invalid";

    /// <summary>No policy of this name is stored.</summary>
    public const string PolicyNotFound = "policy.not-found";

    /// <summary>No run of this id is stored.</summary>
    public const string RunNotFound = "run.not-found";

    /// <summary>The run was cancelled by a person.</summary>
    public const string RunCancelled = "run.cancelled";

    /// <summary>Another live run holds the storage domain.</summary>
    public const string LeaseHeld = "lease.held";

    /// <summary>Another control plane took the lease over during the run.</summary>
    public const string LeaseLost = "lease.lost";

    /// <summary>The lease at the site could not be renewed for so long that another control plane may have taken it.</summary>
    public const string LeaseUnverified = "lease.unverified";

    /// <summary>The UUID of a node or volume, or the volume that a session replicates to, cannot be determined.</summary>
    public const string IdentityUnknown = "identity.unknown";

    /// <summary>The nodes that a site lists are in different pools.</summary>
    public const string PoolMixed = "pool.mixed";

    /// <summary>Both sides of a destination are the same pool.</summary>
    public const string PoolSame = "pool.same";

    /// <summary>Both sides of a destination are the same volume.</summary>
    public const string VolumeSame = "volume.same";

    /// <summary>A volume was re-created during the run: it has the name that preflight saw, and another UUID.</summary>
    public const string VolumeReplaced = "volume.replaced";

    /// <summary>The session replicates to another volume than the destination names.</summary>
    public const string SessionOtherVolume = "session.other-volume";

    /// <summary>The policy names the secondary as the protected site, and the primary as the destination.</summary>
    public const string SitesSwapped = "sites.swapped";

    /// <summary>No connection to a host.</summary>
    public const string HostUnreachable = "host.unreachable";

    /// <summary>A host answers, but did not start a command. The command did not run.</summary>
    public const string HostBusy = "host.busy";

    /// <summary>A host presented another key than the pinned one, or no key is pinned.</summary>
    public const string HostKeyRejected = "host.key-rejected";

    /// <summary>A host refused the credentials.</summary>
    public const string HostAccessDenied = "host.access-denied";

    /// <summary>A command on a host did not end in time.</summary>
    public const string CommandTimeout = "command.timeout";

    /// <summary>A command on a host failed.</summary>
    public const string CommandFailed = "command.failed";

    /// <summary>A signal ended a program on a host: it crashed or was killed.</summary>
    public const string CommandCrashed = "command.crashed";

    /// <summary>A program is missing on a host.</summary>
    public const string CommandMissing = "command.missing";

    /// <summary>The output of a command has an unknown format.</summary>
    public const string OutputUnreadable = "command.output-unreadable";

    /// <summary>A name that Gluster, libvirt, oVirt or the store does not allow.</summary>
    public const string NameInvalid = "name.invalid";

    /// <summary>glusterd does not answer on any node of a pool.</summary>
    public const string GlusterdDown = "gluster.glusterd-down";

    /// <summary>The volume does not exist.</summary>
    public const string VolumeNotFound = "gluster.volume-not-found";

    /// <summary>The volume is not started.</summary>
    public const string VolumeNotStarted = "gluster.volume-not-started";

    /// <summary>A subvolume of a volume has no brick online, or a volume cannot be mounted.</summary>
    public const string VolumeUnavailable = "gluster.volume-unavailable";

    /// <summary>Another Gluster transaction is in progress.</summary>
    public const string GlusterBusy = "gluster.busy";

    /// <summary>Gluster refused a command, for a reason without a code of its own.</summary>
    public const string GlusterFailed = "gluster.failed";

    /// <summary>The geo-replication session does not exist.</summary>
    public const string SessionNotFound = "session.not-found";

    /// <summary>A worker of the session remained Faulty.</summary>
    public const string SessionFaulty = "session.faulty";

    /// <summary>A subvolume remained without an Active worker.</summary>
    public const string SessionNotActive = "session.not-active";

    /// <summary>The checkpoint was reached, but a brick has no worker that reports, or a subvolume has several Active workers.</summary>
    public const string SessionIncomplete = "session.incomplete";

    /// <summary>The session counted failures: files that it could not replicate.</summary>
    public const string SessionFailures = "session.failures";

    /// <summary>The session could not be stopped or paused.</summary>
    public const string SessionNotStopped = "session.not-stopped";

    /// <summary>The session is running, although only GlusterDr should start it.</summary>
    public const string SessionInUse = "session.in-use";

    /// <summary>The workers are Active but receive no changes; restarts did not help.</summary>
    public const string SessionFeedDead = "session.feed-dead";

    /// <summary>The checkpoint was not reached in time.</summary>
    public const string CheckpointTimeout = "checkpoint.timeout";

    /// <summary>Files differ between the sites although the checkpoint was reached.</summary>
    public const string ContentDiffers = "content.differs";

    /// <summary>Bytes of an image at the primary differ from what was verified, although no write was recorded since.</summary>
    public const string ContentRotten = "content.rotten";

    /// <summary>Files are empty at the secondary (rsync 3.5.0 with gsyncd's lazily unmounted mount).</summary>
    public const string ContentEmpty = "content.empty-files";

    /// <summary>The secondary has no space left.</summary>
    public const string SecondaryFull = "secondary.full";

    /// <summary>The secondary is smaller than the data of the primary.</summary>
    public const string SecondaryTooSmall = "secondary.too-small";

    /// <summary>The secondary is not read-only: not only geo-replication can change its files.</summary>
    public const string SecondaryWritable = "secondary.writable";

    /// <summary>Files of the secondary differ from the recovery point, although nothing was replicated since.</summary>
    public const string SecondaryChanged = "secondary.changed";

    /// <summary>A setting that is known to lose data.</summary>
    public const string SettingUnsafe = "setting.unsafe";

    /// <summary>An unknown option of a session, or an invalid value.</summary>
    public const string SettingInvalid = "setting.invalid";

    /// <summary>The change of a session would cause damage. Some of these are done with force.</summary>
    public const string SessionUnsafe = "session.unsafe";

    /// <summary>Two volumes whose options do not fit each other: sharding, write ordering.</summary>
    public const string VolumesUnfit = "volumes.unfit";

    /// <summary>The clocks of two hosts differ too much for checkpoints.</summary>
    public const string ClockSkew = "clock.skew";

    /// <summary>No VM has a disk on the storage domain, or none of them can be protected.</summary>
    public const string NothingToProtect = "vms.none";

    /// <summary>No snapshot of the VM can be taken in its present configuration.</summary>
    public const string VmNotSnapshotable = "vm.not-snapshotable";

    /// <summary>A snapshot failed.</summary>
    public const string SnapshotFailed = "vm.snapshot-failed";

    /// <summary>The file systems of the guest could not be frozen.</summary>
    public const string QuiesceFailed = "vm.quiesce-failed";

    /// <summary>A merge failed; the VM runs on its overlay.</summary>
    public const string MergeFailed = "vm.merge-failed";

    /// <summary>A merge did not end in time; the VM runs on its overlay.</summary>
    public const string MergeTimeout = "vm.merge-timeout";

    /// <summary>The chain of images of a disk is not as expected.</summary>
    public const string ChainUnexpected = "vm.chain-unexpected";

    /// <summary>There is no space for overlays on the storage domain.</summary>
    public const string NoSpaceForOverlays = "vm.no-space";

    /// <summary>The VM was stopped or migrated away since it was listed.</summary>
    public const string VmNotRunning = "vm.not-running";

    /// <summary>Another operation holds the VM, or one of its disks.</summary>
    public const string VmBusy = "vm.busy";

    /// <summary>The VM is no longer defined on any host.</summary>
    public const string VmGone = "vm.gone";

    /// <summary>A VM was merged, reverted, started or written to manually during the run. It is left out of the run.</summary>
    public const string VmChanged = "vm.changed-in-run";

    /// <summary>A VM has disks on several volumes, and at a destination not all of them are verified for the same moment.</summary>
    public const string VmNotWhole = "vm.not-whole";

    /// <summary>The volume is not mounted where the hypervisor needs it.</summary>
    public const string VolumeNotMounted = "hypervisor.volume-not-mounted";

    /// <summary>The hypervisor does not answer.</summary>
    public const string HypervisorUnavailable = "hypervisor.unavailable";

    /// <summary>The secondary could not be cleaned of overlays.</summary>
    public const string CleanFailed = "secondary.clean-failed";

    /// <summary>Overlays of earlier runs were found and merged first.</summary>
    public const string LeftoversFound = "vm.leftovers-found";

    /// <summary>No VM uses an overlay of a run, so no run merges it.</summary>
    public const string OverlayAbandoned = "vm.overlay-abandoned";

    /// <summary>A run did not finish; a later run cleaned up after it.</summary>
    public const string RunDied = "run.died";

    /// <summary>The webhook for events could not be set in a pool.</summary>
    public const string EventsFailed = "events.failed";

    /// <summary>No event arrived from a pool in which the webhook was set.</summary>
    public const string EventsNotHeard = "events.not-heard";

    /// <summary>The run was started by a newer version of GlusterDr.</summary>
    public const string RunVersion = "run.version";

    /// <summary>A base image cannot be read for the comparison.</summary>
    public const string ContentUnreadable = "content.unreadable";

    /// <summary>A secret, or a certificate, cannot be read.</summary>
    public const string SecretUnreadable = "secret.unreadable";

    /// <summary>The oVirt engine refused a request, for a reason without a code of its own.</summary>
    public const string EngineFailed = "ovirt.failed";

    /// <summary>The storage domain does not exist, or is ambiguous.</summary>
    public const string DomainNotFound = "ovirt.domain-not-found";

    /// <summary>The storage domain cannot be protected.</summary>
    public const string DomainUnfit = "ovirt.domain-unfit";

    /// <summary>A message in the queue of commands is not a valid command.</summary>
    public const string CommandInvalid = "command.invalid";

    /// <summary>The Gluster management of the oVirt engine does not know the volume.</summary>
    public const string VolumeUnmanaged = "ovirt.volume-unmanaged";

    /// <summary>A VM has disks that no run of this policy protects.</summary>
    public const string DisksElsewhere = "vm.disks-elsewhere";

    /// <summary>The session already exists.</summary>
    public const string SessionExists = "session.exists";

    /// <summary>Primary nodes keep files of a session that Gluster does not list.</summary>
    public const string SessionLeftOver = "session.left-over";

    /// <summary>A secondary node does not accept the key of a primary node's gsyncd.</summary>
    public const string SessionKeysRefused = "session.keys-refused";

    /// <summary>The volume is a destination of another primary.</summary>
    public const string DestinationTaken = "destination.taken";

    /// <summary>There already are files at the destination.</summary>
    public const string DestinationNotEmpty = "destination.not-empty";

    /// <summary>A node lacks a program or an account that it needs.</summary>
    public const string NodeUnfit = "node.unfit";

    /// <summary>A node cannot reach another node, or is down.</summary>
    public const string NodeUnreachable = "node.unreachable";

    /// <summary>No operation of this id is stored.</summary>
    public const string OperationNotFound = "operation.not-found";

    /// <summary>The operation was cancelled by a person.</summary>
    public const string OperationCancelled = "operation.cancelled";

    /// <summary>A part of what an operation did could not be rolled back.</summary>
    public const string OperationNotUndone = "operation.not-undone";

    /// <summary>A version of GlusterFS with a known fault that concerns the policy.</summary>
    public const string GlusterVersionRisky = "gluster.version-risky";

    /// <summary>An unsupported version of GlusterFS or type of volume.</summary>
    public const string GlusterVersionUnfit = "gluster.version-unfit";

    /// <summary>Files that a VM needs besides its images are not on the volume.</summary>
    public const string FilesElsewhere = "vm.files-elsewhere";

    /// <summary>The storage of a VM's images does not answer on the host of the VM.</summary>
    public const string StorageLost = "vm.storage-lost";

    /// <summary>The hypervisor refuses the credentials.</summary>
    public const string HypervisorDenied = "hypervisor.access-denied";

    /// <summary>A repair did what it could, and the session is still not healthy.</summary>
    public const string SessionNotRepaired = "session.not-repaired";

    /// <summary>The document store does not answer, or its disk is full.</summary>
    public const string StoreUnavailable = "store.unavailable";

    /// <summary>The document store refused a request, or is damaged.</summary>
    public const string StoreFailed = "store.failed";

    /// <summary>Two writers changed the same document at the same time.</summary>
    public const string StoreConflict = "store.conflict";

    /// <summary>A document is larger than the store permits.</summary>
    public const string StoreTooLarge = "store.too-large";

    /// <summary>A stored document cannot be read.</summary>
    public const string StoreUnreadable = "store.unreadable";
}
