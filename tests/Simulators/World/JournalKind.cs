namespace GlusterDr.Simulators;

/// <summary>Whether images are one consistent state.</summary>
public enum JournalKind
{
    /// <summary>Every record up to one, none torn, none after.</summary>
    Whole,

    /// <summary>An image was copied while it was written to.</summary>
    Torn,

    /// <summary>Several disks, each of another moment.</summary>
    Mixed,

    /// <summary>An image is not there, or is empty.</summary>
    Missing,

    /// <summary>An image differs from the primary's in what is no journal.</summary>
    Altered,
}
