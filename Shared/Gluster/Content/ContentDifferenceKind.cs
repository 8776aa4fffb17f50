namespace GlusterDr.Gluster.Content;

/// <summary>How a file differs at the secondary.</summary>
public enum ContentDifferenceKind
{
    /// <summary>It is not there.</summary>
    Missing,

    /// <summary>It is empty, though the primary's is not: rsync 3.5.0's trap, usually.</summary>
    Empty,

    /// <summary>Its length differs.</summary>
    Size,

    /// <summary>It takes far less room than at the primary: whole shards have not arrived.</summary>
    Allocation,

    /// <summary>Its content differs.</summary>
    Content,

    /// <summary>One side could not be read, so nothing is known.</summary>
    Unread,
}
