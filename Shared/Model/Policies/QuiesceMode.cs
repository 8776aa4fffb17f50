namespace GlusterDr.Policies;

/// <summary>Whether guests are asked to freeze their file systems for the snapshot.</summary>
public enum QuiesceMode
{
    /// <summary>Never: crash-consistent.</summary>
    Never,

    /// <summary>Where a guest agent answers; otherwise crash-consistent, and the report says so.</summary>
    Try,

    /// <summary>Always: a guest that can't be frozen counts as a failed snapshot.</summary>
    Require,
}
