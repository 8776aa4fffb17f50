namespace GlusterDr.Simulators;

/// <summary>Whether images have one consistent state.</summary>
public enum JournalKind
{
    /// <summary>All records up to one of them, none torn, and none after it.</summary>
    Whole,

    /// <summary>An image was copied while it was written to.</summary>
    Torn,

    /// <summary>Several disks, with states of different times.</summary>
    Mixed,

    /// <summary>An image is missing or empty.</summary>
    Missing,

    /// <summary>An image differs from the primary's outside the journal.</summary>
    Altered,
}
