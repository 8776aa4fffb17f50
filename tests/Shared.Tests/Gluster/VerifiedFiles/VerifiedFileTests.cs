using System.Text.Json;
using GlusterDr.Gluster.Content;
using GlusterDr.Gluster.VerifiedFiles;
using GlusterDr.Store;

namespace GlusterDr.Tests.Shared.Gluster.Verification;

public sealed class VerifiedFileTests
{
    private static readonly DateTimeOffset s_first = new(2026, 1, 5, 2, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset s_second = s_first + TimeSpan.FromDays(1);

    [Fact]
    public void Each_piece_keeps_the_time_and_the_stamps_of_its_own_last_comparison()
    {
        byte[] changed = PieceFiles.Stamps(4, "changed", 1, 2);

        VerifiedFile file = PieceFiles.Verified("a", 4, s_first).With(PieceFiles.Read("a", changed, 1), PieceFiles.Read("a", PieceFiles.Stamps(4), 1), s_second);

        PieceFiles.All(4).Select(i => file.At(i)).ShouldBe([s_first, s_second, s_first, s_first]);
        PieceFiles.All(4).Select(i => file.IsSameAtPrimary(i, changed)).ShouldBe([true, true, false, true], "2 was seen to change, and not read");
        PieceFiles.All(4).Select(i => file.IsSameAtSecondary(i, PieceFiles.Stamps(4))).ShouldBe([true, true, true, true]);
    }

    [Fact]
    public void Times_that_no_piece_has_any_more_are_dropped()
    {
        VerifiedFile file = PieceFiles.Verified("a", 2, s_first);
        for (int day = 1; day <= 50; day++)
        {
            PieceDigests all = PieceFiles.Read("a", PieceFiles.Stamps(2), 0, 1);
            file = file.With(all, all, s_first + TimeSpan.FromDays(day));
        }

        file.Times.ShouldBe([s_first + TimeSpan.FromDays(50)]);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(5)]
    [InlineData(100)]
    public void Parts_make_the_same_file_again(int pieces)
    {
        VerifiedFile file = PieceFiles.Verified("a", 5, s_first).With(PieceFiles.Read("a", PieceFiles.Stamps(5), 4), PieceFiles.Read("a", PieceFiles.Stamps(5), 4), s_second);

        VerifiedFile joined = file.Split(pieces).Aggregate(VerifiedFile.Unknown("a", "backup/gv2", PieceFiles.Shard, 5), (all, part) => all.WithPart(part));

        joined.Primary.ShouldBe(file.Primary);
        joined.Secondary.ShouldBe(file.Secondary);
        joined.Digests.ShouldBe(file.Digests);
        PieceFiles.All(5).Select(i => joined.At(i)).ShouldBe(PieceFiles.All(5).Select(i => file.At(i)));
    }

    [Theory]
    [InlineData(5, PieceFiles.Shard, new int[0], 0)]
    [InlineData(5, PieceFiles.Shard, new[] { 0, 3 }, 2)]
    [InlineData(4, PieceFiles.Shard, new int[0], 1)]
    [InlineData(7, PieceFiles.Shard, new[] { 6 }, 2)]
    [InlineData(5, 0L, new int[0], 5)]
    public void Pieces_that_changed_at_the_secondary_are_counted_and_so_are_those_that_came_and_went(int pieces, long shard, int[] changed, int expected)
    {
        VerifiedFile file = PieceFiles.Verified("a", 5, s_first);

        file.CountChangedAtSecondary(new FileFacts("a", true, ShardSize: shard) { Stamps = PieceFiles.Stamps(pieces, "other", changed) }).ShouldBe(expected);
    }

    [Fact]
    public void A_piece_that_was_never_verified_has_not_changed()
    {
        PieceDigests read = PieceFiles.Read("a", PieceFiles.Stamps(3), 1);
        VerifiedFile file = VerifiedFile.Unknown("a", "backup/gv2", PieceFiles.Shard, 3).With(read, read, s_first);

        file.CountChangedAtSecondary(new FileFacts("a", true, ShardSize: PieceFiles.Shard) { Stamps = PieceFiles.Stamps(3, "other", 0, 1, 2) }).ShouldBe(1);
    }

    [Fact]
    public void A_part_of_the_greatest_length_fits_into_a_document()
    {
        byte[] random = new byte[VerifiedFileStore.PiecesInADocument * FilePieces.DigestBytes];
        new Random(1).NextBytes(random);
        VerifiedFile file = new(new string('é', 1000), "backup/gv2", PieceFiles.Shard)
        {
            Primary = random[..(VerifiedFileStore.PiecesInADocument * FilePieces.StampBytes)],
            Secondary = random[..(VerifiedFileStore.PiecesInADocument * FilePieces.StampBytes)],
            Digests = random,
            Verified = random[..(VerifiedFileStore.PiecesInADocument * 2)],
            Times = [.. Enumerable.Range(0, 1000).Select(i => s_first + TimeSpan.FromMinutes(15 * i))],
        };

        DocumentContent.Compress(JsonSerializer.Serialize(file, DrJson.Options)).Length.ShouldBeLessThan(DocumentContent.MaxBytes * 3 / 4);
    }
}
