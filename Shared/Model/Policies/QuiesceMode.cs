namespace GlusterDr.Policies;

/// <summary>Whether guests freeze their file systems for the snapshot.</summary>
public enum QuiesceMode
{
    /// <summary>Never: crash-consistent.</summary>
    Never,

    /// <summary>If a guest agent answers; otherwise the snapshot is crash-consistent, and the report says so.</summary>
    Try,

    /// <summary>Always: if a guest cannot freeze its file systems, its snapshot fails.</summary>
    Require,
}
