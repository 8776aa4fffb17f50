using GlusterDr.Gluster.Content;
using GlusterDr.Tests.Shared.Gluster.Verification;

namespace GlusterDr.Tests.Shared.Gluster.Content;

public sealed class PieceComparerTests
{
    private static readonly PieceDigests s_original = PieceFiles.Read("vms/a", PieceFiles.Stamps(6), 0, 2, 3, 5) with { Size = (5 * PieceFiles.Shard) + 10 };

    [Fact]
    public void Equal_digests_are_no_difference_whatever_the_stamps() => PieceComparer.Compare(
        s_original, PieceFiles.Read("vms/a", PieceFiles.Stamps(6, "far", PieceFiles.All(6)), 0, 2, 3, 5)).ShouldBeNull();

    [Theory]
    [InlineData("0", "bytes 0 to 4194303")]
    [InlineData("2 3", "bytes 8388608 to 16777215")]
    [InlineData("0 5", "bytes 0 to 4194303, bytes 20971520 to 20971529")]
    public void The_bytes_that_differ_are_named(string pieces, string detail)
    {
        byte[] digests = [.. s_original.Digests];
        foreach (int piece in pieces.Split(' ').Select(int.Parse))
        {
            digests[piece * FilePieces.DigestBytes]++;
        }

        ContentComparer.Difference found = PieceComparer.Compare(s_original, s_original with { Digests = digests }).ShouldNotBeNull();

        (found.Path, found.Kind, found.Detail).ShouldBe(("vms/a", ContentDifferenceKind.Content, detail));
    }

    [Fact]
    public void What_the_secondary_did_not_read_is_not_the_same() =>
        PieceComparer.Compare(s_original, PieceFiles.Read("vms/a", PieceFiles.Stamps(6), 0, 2, 5)).ShouldNotBeNull().Detail.ShouldBe("bytes 12582912 to 16777215");

    [Fact]
    public void Other_shards_are_a_difference() =>
        PieceComparer.Compare(s_original, s_original with { ShardSize = 64 << 20 }).ShouldNotBeNull().Detail.ShouldContain("67108864");
}
