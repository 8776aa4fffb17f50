namespace GlusterDr.Hypervisors.Libvirt.Virsh;

/// <summary>What virsh's message says, as far as it decides what to do next.</summary>
public enum VirshProblem
{
    /// <summary>It succeeded.</summary>
    None,

    /// <summary>This host knows no such domain.</summary>
    DomainNotFound,

    /// <summary>The domain is shut off.</summary>
    DomainNotRunning,

    /// <summary>Another operation holds the domain.</summary>
    DomainBusy,

    /// <summary>libvirt's daemon does not answer.</summary>
    DaemonUnavailable,

    /// <summary>The guest agent is missing, mute, or failed.</summary>
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

    /// <summary>QEMU holds the images back: the VM arrived by migration while it was paused, and has not been resumed since.</summary>
    ImagesInactive,

    /// <summary>No space left.</summary>
    NoSpace,

    /// <summary>The domain, or this libvirt, does not support what was asked.</summary>
    Unsupported,

    /// <summary>libvirt refuses the login.</summary>
    AccessDenied,

    /// <summary>The images' storage does not answer.</summary>
    StorageLost,

    /// <summary>Another process has an image open.</summary>
    ImageLocked,

    /// <summary>QEMU may not open an image.</summary>
    ImageDenied,

    /// <summary>An image does not say of which format the one below it is.</summary>
    BackingFormatMissing,

    /// <summary>A checkpoint or a dirty bitmap, as backups use them, forbids it.</summary>
    Bitmap,

    /// <summary>A signal ended virsh.</summary>
    Crashed,

    /// <summary>Anything else.</summary>
    Other,
}
