namespace GlusterDr.Policies;

/// <summary>How an image is frozen.</summary>
public enum SnapshotKind
{
    /// <summary>Writes go to an overlay file; the base image stands still. No pause.</summary>
    External,

    /// <summary>A snapshot with memory inside the qcow2 file; the guest is paused meanwhile.</summary>
    Internal,
}
