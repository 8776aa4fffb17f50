namespace GlusterDr.Activities.Sync.Verify;

/// <summary>What comparing content showed.</summary>
/// <param name="FilesCompared">Image files.</param>
/// <param name="BytesCompared">Bytes, by digest.</param>
/// <param name="Differing">Files that differ; the store has their names.</param>
/// <param name="EmptyFiles">Of these, files that are empty at the secondary only.</param>
/// <param name="Examples">Some of the differences, in words.</param>
public sealed record ContentOutcome(
    int FilesCompared, long BytesCompared, int Differing, int EmptyFiles, IReadOnlyList<string> Examples)
{
    /// <summary>VMs whose images are at neither site any more: deleted in mid-run.</summary>
    public IReadOnlyList<string> Deleted { get; init; } = [];
}
