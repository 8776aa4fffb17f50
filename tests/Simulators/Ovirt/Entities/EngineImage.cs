namespace GlusterDr.Simulators;

/// <summary>An image in the chain of a disk, as recorded by the engine and its hosts.</summary>
/// <param name="id">Its id, which is also its file's name.</param>
/// <param name="snapshotId">The snapshot that it belongs to; the machine's active one for the image in use.</param>
/// <param name="created">When it was created.</param>
/// <param name="sequence">From 1, in the order in which the images of a disk were created.</param>
/// <param name="format"><c>cow</c> or <c>raw</c>.</param>
public sealed class EngineImage(string id, string snapshotId, DateTimeOffset created, int sequence, string format)
{
    /// <summary>Its id, which is also its file's name.</summary>
    public string Id { get; } = id;

    /// <summary>The snapshot that it belongs to; the machine's active one for the image in use.</summary>
    public string SnapshotId { get; internal set; } = snapshotId;

    /// <summary>When it was created.</summary>
    public DateTimeOffset Created { get; } = created;

    /// <summary>From 1, in the order in which the images of a disk were created.</summary>
    public int Sequence { get; } = sequence;

    /// <summary><c>cow</c> or <c>raw</c>.</summary>
    public string Format { get; } = format;

    /// <summary>Whether a merge of it has failed, or it is illegal for another reason.</summary>
    public bool IsIllegal { get; internal set; }

    internal int Generation { get; set; }
}
