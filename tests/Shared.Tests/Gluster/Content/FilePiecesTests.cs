using GlusterDr.Gluster.Content;

namespace GlusterDr.Tests.Shared.Gluster.Content;

public sealed class FilePiecesTests
{
    private const long Shard = 4 << 20;

    [Theory]
    [InlineData(0, Shard, 1)]
    [InlineData(1, Shard, 1)]
    [InlineData(Shard, Shard, 1)]
    [InlineData(Shard + 1, Shard, 2)]
    [InlineData(1L << 40, Shard, 262_144)]
    [InlineData(1L << 40, 0, 1)]
    [InlineData(0, 0, 1)]
    public void A_file_has_as_many_pieces_as_shards(long size, long shard, int count)
    {
        FilePieces.Count(size, shard).ShouldBe(count);
        Enumerable.Range(0, Math.Min(count, 10)).Sum(i => FilePieces.Length(i, size, shard)).ShouldBe(Math.Min(size, shard == 0 ? size : 10 * shard));
        FilePieces.Length(count, size, shard).ShouldBe(0, "behind the end");
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("0", "")]
    [InlineData("1", "0+1")]
    [InlineData("0110001", "1+2 6+1")]
    [InlineData("111", "0+3")]
    public void Marked_pieces_are_ranges(string marked, string ranges)
    {
        IReadOnlyList<FilePieces.PieceRange> found = FilePieces.Ranges([.. marked.Select(c => c == '1')]);

        string.Join(' ', found.Select(r => $"{r.First}+{r.Count}")).ShouldBe(ranges);
        FilePieces.Numbers(found).ShouldBe(Enumerable.Range(0, marked.Length).Where(i => marked[i] == '1'));
    }
}
