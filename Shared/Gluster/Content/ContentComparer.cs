namespace GlusterDr.Gluster.Content;

/// <summary>Compares files of the two sites. A file that is missing in an answer, or could not be read, differs.</summary>
public static class ContentComparer
{
    /// <summary>A difference of a file between the sites.</summary>
    /// <param name="Path">Relative to the volume's root.</param>
    /// <param name="Kind">How it differs.</param>
    /// <param name="Detail">The two values, for a person.</param>
    public sealed record Difference(string Path, ContentDifferenceKind Kind, string Detail);

    private const long Slack = 64L << 20;

    /// <summary>Returns at most one difference for each file, in the primary's order; empty: no differences.</summary>
    public static IReadOnlyList<Difference> Compare(IReadOnlyList<FileFacts> primary, IReadOnlyList<FileFacts> secondary)
    {
        Dictionary<string, FileFacts> copies = secondary.ToDictionary(f => f.Path);
        return [.. primary.Select(f => Compare(f, copies.GetValueOrDefault(f.Path))).OfType<Difference>()];
    }

    private static Difference? Compare(FileFacts original, FileFacts? copy)
    {
        if (original.Problem is not null || !original.Exists)
        {
            return Differs(ContentDifferenceKind.Unread, $"at the primary: {original.Problem ?? "it is not there"}");
        }

        return copy switch
        {
            null => Differs(ContentDifferenceKind.Unread, "the secondary did not answer for it"),
            { Problem: { } problem } => Differs(ContentDifferenceKind.Unread, $"at the secondary: {problem}"),
            { Exists: false } => Differs(ContentDifferenceKind.Missing, "it is not at the secondary"),
            { Size: 0 } when original.Size > 0 =>
                Differs(ContentDifferenceKind.Empty, $"{original.Size} bytes, empty at the secondary"),
            _ when copy.Size != original.Size =>
                Differs(ContentDifferenceKind.Size, $"{original.Size} bytes, {copy.Size} at the secondary"),
            _ when ShapeDiffers(original, copy) =>
                Differs(ContentDifferenceKind.Allocation, $"its shards differ in number or length{Bytes(original, copy)}"),
            _ when FarLess(original, copy) =>
                Differs(ContentDifferenceKind.Allocation, $"far less is there{Bytes(original, copy)}"),
            _ when copy.Digest != original.Digest => Differs(ContentDifferenceKind.Content, Digests(original, copy)),
            _ => null,
        };

        Difference Differs(ContentDifferenceKind kind, string detail) => new(original.Path, kind, detail);
    }

    private static bool ShapeDiffers(FileFacts original, FileFacts copy) =>
        original.ShardSize == copy.ShardSize && original.Shape != copy.Shape;

    // rsync writes holes as zeros, so a copy usually occupies more. A file system may have preallocated space after the end of an original that grew.
    private static bool FarLess(FileFacts original, FileFacts copy) => copy.Allocated < (original.Allocated / 2) - Slack;

    private static string Bytes(FileFacts original, FileFacts copy) =>
        $": it takes {original.Allocated} bytes, {copy.Allocated} at the secondary";

    private static string Digests(FileFacts original, FileFacts copy) =>
        $"digest {original.Digest ?? "(none)"}, {copy.Digest ?? "(none)"} at the secondary";
}
