namespace GlusterDr.Hypervisors.Libvirt.Virsh;

/// <summary>A classified failure of virsh.</summary>
public enum VirshProblem
{
    /// <summary>Success.</summary>
    None,

    /// <summary>The host does not have this domain.</summary>
    DomainNotFound,

    /// <summary>The domain is shut off.</summary>
    DomainNotRunning,

    /// <summary>Another operation has locked the domain.</summary>
    DomainBusy,

    /// <summary>libvirt's daemon does not answer.</summary>
    DaemonUnavailable,

    /// <summary>The guest agent is missing, does not answer, or failed.</summary>
    GuestAgent,

    /// <summary>The overlay's file exists already.</summary>
    FileExists,

    /// <summary>A block job runs on the disk already.</summary>
    JobActive,

    /// <summary>The block job has not caught up with the guest's writes yet.</summary>
    JobNotReady,

    /// <summary>No block job runs on the disk.</summary>
    JobMissing,

    /// <summary>No such snapshot.</summary>
    SnapshotNotFound,

    /// <summary>A snapshot of this name exists.</summary>
    SnapshotExists,

    /// <summary>No such storage pool.</summary>
    PoolNotFound,

    /// <summary>QEMU has not activated the images: the VM was migrated while it was paused, and has not been resumed since.</summary>
    ImagesInactive,

    /// <summary>No space left.</summary>
    NoSpace,

    /// <summary>The domain, or this version of libvirt, does not support the operation.</summary>
    Unsupported,

    /// <summary>libvirt refuses the login.</summary>
    AccessDenied,

    /// <summary>The images' storage does not answer.</summary>
    StorageLost,

    /// <summary>Another process has an image open.</summary>
    ImageLocked,

    /// <summary>QEMU may not open an image.</summary>
    ImageDenied,

    /// <summary>An image does not record the format of its backing image.</summary>
    BackingFormatMissing,

    /// <summary>A checkpoint or dirty bitmap, for example of a backup product, prevents it.</summary>
    Bitmap,

    /// <summary>virsh was terminated by a signal.</summary>
    Crashed,

    /// <summary>Anything else.</summary>
    Other,
}
