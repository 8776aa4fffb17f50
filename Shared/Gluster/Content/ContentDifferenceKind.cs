namespace GlusterDr.Gluster.Content;

/// <summary>How a file differs at the secondary.</summary>
public enum ContentDifferenceKind
{
    /// <summary>It is not there.</summary>
    Missing,

    /// <summary>It is empty, although the primary's is not. This is usually the trap of rsync 3.5.0.</summary>
    Empty,

    /// <summary>Its length differs.</summary>
    Size,

    /// <summary>It occupies far less space than at the primary: whole shards are missing.</summary>
    Allocation,

    /// <summary>Its content differs.</summary>
    Content,

    /// <summary>One of the sites could not be read.</summary>
    Unread,
}
