using GlusterDr.Gluster.Content;

namespace GlusterDr.Tests.Shared.Gluster.Content;

public sealed class ContentComparerTests
{
    private static readonly FileFacts Original = new("vms/a", true, 1 << 30, 1 << 29, "d", ShardSize: 64 << 20, Shape: "s");

    public static TheoryData<FileFacts?, ContentDifferenceKind?> Copies => new()
    {
        { Original, null },
        { Original with { Allocated = 1 << 30 }, null },
        { Original with { Allocated = 1 << 28 }, null },
        { null, ContentDifferenceKind.Unread },
        { Original with { Problem = "Input/output error" }, ContentDifferenceKind.Unread },
        { new FileFacts("vms/a", false), ContentDifferenceKind.Missing },
        { Original with { Size = 0 }, ContentDifferenceKind.Empty },
        { Original with { Size = 5 }, ContentDifferenceKind.Size },
        { Original with { Shape = "t" }, ContentDifferenceKind.Allocation },
        { Original with { Shape = null }, ContentDifferenceKind.Allocation },
        { Original with { Allocated = 1 << 20 }, ContentDifferenceKind.Allocation },
        { Original with { ShardSize = 4 << 20, Shape = "t" }, null },
        { Original with { Digest = "e" }, ContentDifferenceKind.Content },
        { Original with { Digest = null }, ContentDifferenceKind.Content },
    };

    [Theory]
    [MemberData(nameof(Copies))]
    public void Compare_OneCopy_DiffersByItsGravestFault(FileFacts? copy, ContentDifferenceKind? expected)
    {
        IReadOnlyList<ContentComparer.Difference> found = ContentComparer.Compare([Original], copy is null ? [] : [copy]);

        found.Select(d => (ContentDifferenceKind?)d.Kind).SingleOrDefault().ShouldBe(expected);
        found.ShouldAllBe(d => d.Path == "vms/a" && d.Detail.Length > 0);
    }

    // What was not read at the primary verifies nothing, whatever the secondary contains.
    [Fact]
    public void Compare_OriginalNotRead_IsNeverEqual()
    {
        FileFacts gone = new("vms/a", false);
        FileFacts broken = Original with { Problem = "Input/output error" };

        ContentComparer.Compare([gone], [gone]).Single().Kind.ShouldBe(ContentDifferenceKind.Unread);
        ContentComparer.Compare([broken], [broken]).Single().Kind.ShouldBe(ContentDifferenceKind.Unread);
    }

    [Fact]
    public void Compare_Several_KeepsThePrimarysOrder()
    {
        FileFacts b = Original with { Path = "b" };
        FileFacts a = Original with { Path = "a" };

        ContentComparer.Compare([b, a], [a with { Size = 1 }, b with { Size = 1 }]).Select(d => d.Path).ShouldBe(["b", "a"]);
    }

    [Fact]
    public void Compare_EmptyOnBothSides_IsEqual()
    {
        FileFacts empty = new("vms/a", true, 0, 0, "d");

        ContentComparer.Compare([empty], [empty]).ShouldBeEmpty();
    }
}
