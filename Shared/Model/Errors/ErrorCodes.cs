namespace GlusterDr.Errors;

/// <summary>Every code an <see cref="Error"/> may carry. Stable: a code is never given another meaning.</summary>
public static class ErrorCodes
{
    /// <summary>A defect of GlusterDr itself.</summary>
    public const string Unexpected = "unexpected";

    /// <summary>A policy file that says something impossible.</summary>
    public const string PolicyInvalid = "policy.invalid";

    /// <summary>No such policy is stored.</summary>
    public const string PolicyNotFound = "policy.not-found";

    /// <summary>No such run is stored.</summary>
    public const string RunNotFound = "run.not-found";

    /// <summary>The run was cancelled by a person.</summary>
    public const string RunCancelled = "run.cancelled";

    /// <summary>Another live run holds the storage domain.</summary>
    public const string LeaseHeld = "lease.held";

    /// <summary>The lease was lost in mid-run.</summary>
    public const string LeaseLost = "lease.lost";

    /// <summary>The lease at the site could not be renewed for so long that another control plane may have taken it.</summary>
    public const string LeaseUnverified = "lease.unverified";

    /// <summary>The UUID of a node or of a volume, or the volume that a session leads to, cannot be learned.</summary>
    public const string IdentityUnknown = "identity.unknown";

    /// <summary>The nodes that a site lists are in different pools.</summary>
    public const string PoolMixed = "pool.mixed";

    /// <summary>Both sides of a destination are one pool.</summary>
    public const string PoolSame = "pool.same";

    /// <summary>Both sides of a destination are one volume.</summary>
    public const string VolumeSame = "volume.same";

    /// <summary>Another volume has the name of the one that preflight saw.</summary>
    public const string VolumeReplaced = "volume.replaced";

    /// <summary>The session leads to another volume than the destination names.</summary>
    public const string SessionOtherVolume = "session.other-volume";

    /// <summary>The policy names the secondary as the protected site, and the primary as the destination.</summary>
    public const string SitesSwapped = "sites.swapped";

    /// <summary>No connection to a host.</summary>
    public const string HostUnreachable = "host.unreachable";

    /// <summary>A host is there, and did not start a command: it surely did not run.</summary>
    public const string HostBusy = "host.busy";

    /// <summary>A host showed another key than the pinned one, or none is pinned.</summary>
    public const string HostKeyRejected = "host.key-rejected";

    /// <summary>A host refused our credentials.</summary>
    public const string HostAccessDenied = "host.access-denied";

    /// <summary>A command on a host did not end in time.</summary>
    public const string CommandTimeout = "command.timeout";

    /// <summary>A command on a host failed.</summary>
    public const string CommandFailed = "command.failed";

    /// <summary>A signal ended a program on a host: it crashed, or was killed.</summary>
    public const string CommandCrashed = "command.crashed";

    /// <summary>A program is missing on a host.</summary>
    public const string CommandMissing = "command.missing";

    /// <summary>What a command printed makes no sense to us.</summary>
    public const string OutputUnreadable = "command.output-unreadable";

    /// <summary>A name that Gluster, libvirt, oVirt or the store would not allow.</summary>
    public const string NameInvalid = "name.invalid";

    /// <summary>glusterd does not answer on any node of a pool.</summary>
    public const string GlusterdDown = "gluster.glusterd-down";

    /// <summary>No such volume.</summary>
    public const string VolumeNotFound = "gluster.volume-not-found";

    /// <summary>The volume is not started.</summary>
    public const string VolumeNotStarted = "gluster.volume-not-started";

    /// <summary>A subvolume of a volume has no brick online, or a volume cannot be mounted.</summary>
    public const string VolumeUnavailable = "gluster.volume-unavailable";

    /// <summary>Another transaction is in progress.</summary>
    public const string GlusterBusy = "gluster.busy";

    /// <summary>Gluster refused a command, for a reason without a code of its own.</summary>
    public const string GlusterFailed = "gluster.failed";

    /// <summary>No such geo-replication session.</summary>
    public const string SessionNotFound = "session.not-found";

    /// <summary>A worker of the session stayed Faulty.</summary>
    public const string SessionFaulty = "session.faulty";

    /// <summary>A subvolume stayed without an Active worker.</summary>
    public const string SessionNotActive = "session.not-active";

    /// <summary>A checkpoint was reached, though a brick has no worker that reports, or a subvolume has several Active ones.</summary>
    public const string SessionIncomplete = "session.incomplete";

    /// <summary>The session counted failures: files that it could not carry.</summary>
    public const string SessionFailures = "session.failures";

    /// <summary>The session could not be stopped or paused.</summary>
    public const string SessionNotStopped = "session.not-stopped";

    /// <summary>The session runs, though nobody but GlusterDr should start it.</summary>
    public const string SessionInUse = "session.in-use";

    /// <summary>The live feed of changes is dead; restarts within the run did not help.</summary>
    public const string SessionFeedDead = "session.feed-dead";

    /// <summary>The checkpoint was not reached in time.</summary>
    public const string CheckpointTimeout = "checkpoint.timeout";

    /// <summary>Files differ between the sites although the checkpoint was reached.</summary>
    public const string ContentDiffers = "content.differs";

    /// <summary>Bytes of an image at the primary are not what was verified, though nothing has written to them since.</summary>
    public const string ContentRotten = "content.rotten";

    /// <summary>Files are empty at the secondary (rsync 3.5.0 with gsyncd's lazily unmounted mount).</summary>
    public const string ContentEmpty = "content.empty-files";

    /// <summary>The secondary has no space left.</summary>
    public const string SecondaryFull = "secondary.full";

    /// <summary>The secondary is smaller than what the primary holds.</summary>
    public const string SecondaryTooSmall = "secondary.too-small";

    /// <summary>The secondary is not read-only: others than geo-replication can change what is there.</summary>
    public const string SecondaryWritable = "secondary.writable";

    /// <summary>Files of the secondary are not as the recovery point verified them, though nothing was replicated since.</summary>
    public const string SecondaryChanged = "secondary.changed";

    /// <summary>A setting that is known to lose data.</summary>
    public const string SettingUnsafe = "setting.unsafe";

    /// <summary>An option of a session that there is not, or a value that it does not take.</summary>
    public const string SettingInvalid = "setting.invalid";

    /// <summary>What was asked of a session would hurt; force does it where that is sane.</summary>
    public const string SessionUnsafe = "session.unsafe";

    /// <summary>Volumes that do not fit each other: sharding, write ordering.</summary>
    public const string VolumesUnfit = "volumes.unfit";

    /// <summary>The clocks of two hosts differ too much for checkpoints.</summary>
    public const string ClockSkew = "clock.skew";

    /// <summary>No VM has a disk on the storage domain, or none of them can be protected.</summary>
    public const string NothingToProtect = "vms.none";

    /// <summary>A VM cannot be snapshot as it is.</summary>
    public const string VmNotSnapshotable = "vm.not-snapshotable";

    /// <summary>A snapshot failed.</summary>
    public const string SnapshotFailed = "vm.snapshot-failed";

    /// <summary>The guest could not be frozen.</summary>
    public const string QuiesceFailed = "vm.quiesce-failed";

    /// <summary>A merge failed; the VM runs on its overlay.</summary>
    public const string MergeFailed = "vm.merge-failed";

    /// <summary>A merge did not end in time; the VM runs on its overlay.</summary>
    public const string MergeTimeout = "vm.merge-timeout";

    /// <summary>A chain of images is not what it should be.</summary>
    public const string ChainUnexpected = "vm.chain-unexpected";

    /// <summary>There is no room for overlays on the storage domain.</summary>
    public const string NoSpaceForOverlays = "vm.no-space";

    /// <summary>The VM was stopped, or has left, since it was listed.</summary>
    public const string VmNotRunning = "vm.not-running";

    /// <summary>Another operation holds the VM, or one of its disks.</summary>
    public const string VmBusy = "vm.busy";

    /// <summary>No host knows the VM any more.</summary>
    public const string VmGone = "vm.gone";

    /// <summary>Somebody merged, reverted, started or wrote to a VM while a run was at work on it: it is left out of the run.</summary>
    public const string VmChanged = "vm.changed-in-run";

    /// <summary>A VM has disks on several volumes, and at a site not all of them are proven of one moment.</summary>
    public const string VmNotWhole = "vm.not-whole";

    /// <summary>The volume is not mounted where the hypervisor needs it.</summary>
    public const string VolumeNotMounted = "hypervisor.volume-not-mounted";

    /// <summary>The hypervisor does not answer.</summary>
    public const string HypervisorUnavailable = "hypervisor.unavailable";

    /// <summary>The secondary could not be cleaned of overlays.</summary>
    public const string CleanFailed = "secondary.clean-failed";

    /// <summary>Overlays of earlier runs were found, and merged first.</summary>
    public const string LeftoversFound = "vm.leftovers-found";

    /// <summary>An overlay of a run is used by no VM: no run will merge it.</summary>
    public const string OverlayAbandoned = "vm.overlay-abandoned";

    /// <summary>A run never came to its own end; a later one cleaned up after it.</summary>
    public const string RunDied = "run.died";

    /// <summary>A pool could not be told where to post its events.</summary>
    public const string EventsFailed = "events.failed";

    /// <summary>No event came from a pool that was told to post them here.</summary>
    public const string EventsNotHeard = "events.not-heard";

    /// <summary>A run was begun by a newer GlusterDr than this one.</summary>
    public const string RunVersion = "run.version";

    /// <summary>A frozen image cannot be read for comparing.</summary>
    public const string ContentUnreadable = "content.unreadable";

    /// <summary>A secret, or a certificate, cannot be read.</summary>
    public const string SecretUnreadable = "secret.unreadable";

    /// <summary>The oVirt engine refused a request, for a reason without a code of its own.</summary>
    public const string EngineFailed = "ovirt.failed";

    /// <summary>No such storage domain, or which one is meant is not clear.</summary>
    public const string DomainNotFound = "ovirt.domain-not-found";

    /// <summary>The storage domain is not one that can be protected.</summary>
    public const string DomainUnfit = "ovirt.domain-unfit";

    /// <summary>A command in the queue is none.</summary>
    public const string CommandInvalid = "command.invalid";

    /// <summary>The engine's own Gluster management does not know the volume.</summary>
    public const string VolumeUnmanaged = "ovirt.volume-unmanaged";

    /// <summary>A VM has disks that no run of this policy protects.</summary>
    public const string DisksElsewhere = "vm.disks-elsewhere";

    /// <summary>There is such a session already.</summary>
    public const string SessionExists = "session.exists";

    /// <summary>Primary nodes keep files of a session that Gluster does not list.</summary>
    public const string SessionLeftOver = "session.left-over";

    /// <summary>A primary node's gsyncd is not let in at a secondary node.</summary>
    public const string SessionKeysRefused = "session.keys-refused";

    /// <summary>The volume is a destination of another primary.</summary>
    public const string DestinationTaken = "destination.taken";

    /// <summary>There are files at the destination already.</summary>
    public const string DestinationNotEmpty = "destination.not-empty";

    /// <summary>A node lacks a program, or an account, that its part needs.</summary>
    public const string NodeUnfit = "node.unfit";

    /// <summary>A node cannot reach another one, or is not there.</summary>
    public const string NodeUnreachable = "node.unreachable";

    /// <summary>No such operation is known.</summary>
    public const string OperationNotFound = "operation.not-found";

    /// <summary>The operation was cancelled by a person.</summary>
    public const string OperationCancelled = "operation.cancelled";

    /// <summary>A part of what an operation did could not be undone.</summary>
    public const string OperationNotUndone = "operation.not-undone";

    /// <summary>A version of GlusterFS with a known fault that the policy would meet.</summary>
    public const string GlusterVersionRisky = "gluster.version-risky";

    /// <summary>A version of GlusterFS, or a kind of volume, that cannot be worked with.</summary>
    public const string GlusterVersionUnfit = "gluster.version-unfit";

    /// <summary>Files that a VM needs beside its images are not on the volume.</summary>
    public const string FilesElsewhere = "vm.files-elsewhere";

    /// <summary>The storage of a VM's images does not answer on its host.</summary>
    public const string StorageLost = "vm.storage-lost";

    /// <summary>The hypervisor refuses the login that is used.</summary>
    public const string HypervisorDenied = "hypervisor.access-denied";

    /// <summary>A repair did what it may, and the session is still not well.</summary>
    public const string SessionNotRepaired = "session.not-repaired";

    /// <summary>The store of documents does not answer, or is full, just now.</summary>
    public const string StoreUnavailable = "store.unavailable";

    /// <summary>The store of documents refused a request, or is damaged.</summary>
    public const string StoreFailed = "store.failed";

    /// <summary>Two writers changed one document at once.</summary>
    public const string StoreConflict = "store.conflict";

    /// <summary>A document is larger than the store takes.</summary>
    public const string StoreTooLarge = "store.too-large";

    /// <summary>A stored document makes no sense.</summary>
    public const string StoreUnreadable = "store.unreadable";
}
