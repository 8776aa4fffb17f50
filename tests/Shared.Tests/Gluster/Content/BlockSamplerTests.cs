using GlusterDr.Gluster.Content;

namespace GlusterDr.Tests.Shared.Gluster.Content;

public sealed class BlockSamplerTests
{
    private const long Block = BlockSampler.BlockSize;

    [Fact]
    public void Draw_SameSeed_SameBlocks() =>
        BlockSampler.Draw("run-1", "a", 1L << 40, 256).ShouldBe(BlockSampler.Draw("run-1", "a", 1L << 40, 256));

    [Fact]
    public void Draw_OtherSeedOrFile_OtherBlocks()
    {
        IReadOnlyList<long> drawn = BlockSampler.Draw("run-1", "a", 1L << 40, 256);

        drawn.Intersect(BlockSampler.Draw("run-2", "a", 1L << 40, 256)).Count().ShouldBeLessThan(10);
        drawn.Intersect(BlockSampler.Draw("run-1", "b", 1L << 40, 256)).Count().ShouldBeLessThan(10);
    }

    [Theory]
    [InlineData(0, 10, 0)]
    [InlineData(1, 10, 1)]
    [InlineData(Block, 10, 1)]
    [InlineData(Block + 1, 10, 2)]
    [InlineData(100 * Block, 10, 10)]
    [InlineData(10 * Block, 10, 10)]
    [InlineData(10 * Block, 0, 0)]
    [InlineData(10 * Block, 1, 1)]
    public void Draw_Any_IsInOrderOnBlocksWithinTheFileEachOnce(long size, int blocks, int expected)
    {
        IReadOnlyList<long> drawn = BlockSampler.Draw("seed", "file", size, blocks);

        drawn.Count.ShouldBe(expected);
        drawn.ShouldBe(drawn.Distinct().Order());
        drawn.ShouldAllBe(o => o % Block == 0 && o < size);
    }

    [Fact]
    public void Draw_Large_HasTheFirstAndTheLast()
    {
        IReadOnlyList<long> drawn = BlockSampler.Draw("seed", "file", (1000 * Block) + 5, 16);

        drawn[0].ShouldBe(0);
        drawn[^1].ShouldBe(1000 * Block);
    }
}
