namespace GlusterDr.Policies;

/// <summary>The kind of a snapshot.</summary>
public enum SnapshotKind
{
    /// <summary>Writes go to an overlay file, and the base image does not change. The guest is not paused.</summary>
    External,

    /// <summary>A snapshot with memory inside the qcow2 file; the guest is paused meanwhile.</summary>
    Internal,
}
