using System.Text.Json;
using GlusterDr.Gluster.Content;

namespace GlusterDr.Tests.Shared.Gluster.Agent;

/// <summary>Probes of files in pieces, by the script itself.</summary>
public sealed class AgentPieceTests : AgentStage
{
    private const int Stamp = FilePieces.StampBytes;
    private const int Digest = FilePieces.DigestBytes;

    [Fact]
    public async Task Requested_pieces_are_digested_in_order_and_all_are_stamped()
    {
        byte[] content = Content((3 * Shard) + 1000);
        WriteSharded("big", content);

        FileFacts facts = await PiecesAsync("big", new(0, 1), new(2, 2));

        facts.Stamps!.Length.ShouldBe(4 * Stamp);
        facts.Stamps.Chunk(Stamp).Select(Convert.ToHexString).ShouldBeUnique();
        facts.Digests!.Chunk(Digest).Select(Hex).ShouldBe(new[] { 0, 2, 3 }.Select(n => PieceDigest(content, n)));
        facts.Digest.ShouldBeNull();
        facts.Shape.ShouldNotBeNull();
    }

    [Fact]
    public async Task A_file_without_shards_is_one_piece_whatever_its_length()
    {
        byte[] content = Content((2 * Shard) + 1000);
        Write("plain", content);

        FileFacts facts = await PiecesAsync("plain", new FilePieces.PieceRange(0, 1));

        facts.Stamps!.Length.ShouldBe(Stamp);
        Hex(facts.Digests!).ShouldBe(DigestOf(content.Chunk(4 << 20))[..(2 * Digest)]);
    }

    [Theory]
    [InlineData("touch")]
    [InlineData("write")]
    [InlineData("replace")]
    [InlineData("remove")]
    public async Task Each_change_of_a_shard_changes_its_stamp_and_no_other(string deed)
    {
        string gfid = WriteSharded("big", Content(3 * Shard));
        string shard = ShardPath(gfid, 1);
        FileFacts before = await PiecesAsync("big");
        DateTime written = File.GetLastWriteTimeUtc(shard);

        switch (deed)
        {
            case "touch":
                File.SetLastWriteTimeUtc(shard, DateTime.UnixEpoch);
                break;
            case "write":
                // The change time (ctime) is updated, whatever is set as modification time.
                await using (FileStream file = File.OpenWrite(shard))
                {
                    file.WriteByte(1);
                }

                File.SetLastWriteTimeUtc(shard, written);
                break;
            case "replace":
                File.Copy(shard, InRoot("other"));
                File.Move(InRoot("other"), shard, overwrite: true);
                break;
            default:
                File.Delete(shard);
                break;
        }

        byte[][] now = [.. (await PiecesAsync("big")).Stamps!.Chunk(Stamp)];
        now.Zip(before.Stamps!.Chunk(Stamp)).Select(s => s.First.SequenceEqual(s.Second)).ShouldBe([true, false, true]);
    }

    [Fact]
    public async Task A_write_into_any_shard_moves_when_the_file_was_written_and_another_change_does_not()
    {
        string gfid = WriteSharded("big", Content(3 * Shard));
        DateTime old = new(2026, 3, 1, 12, 0, 0, DateTimeKind.Utc);
        foreach (string piece in new[] { InRoot("big"), ShardPath(gfid, 1), ShardPath(gfid, 2) })
        {
            File.SetLastWriteTimeUtc(piece, old);
        }

        FileFacts before = await PiecesAsync("big");
        // As a new owner does, this moves the time of change alone.
        File.SetLastAccessTimeUtc(ShardPath(gfid, 1), old);
        FileFacts owned = await PiecesAsync("big");
        File.SetLastWriteTimeUtc(ShardPath(gfid, 1), old.AddSeconds(7));

        before.Written.ShouldBe(new DateTimeOffset(old).ToUnixTimeMilliseconds());
        owned.Written.ShouldBe(before.Written);
        owned.Stamp.ShouldNotBe(before.Stamp);
        (await PiecesAsync("big")).Written.ShouldBe(before.Written + 7000);
    }

    [Fact]
    public async Task Two_readings_of_an_unchanged_file_agree()
    {
        WriteSharded("big", Content(3 * Shard));

        (await PiecesAsync("big", new FilePieces.PieceRange(0, 3))).Stamps.ShouldBe((await PiecesAsync("big")).Stamps);
    }

    // At the secondary, rsync may have written zeros where the primary has a hole.
    [Fact]
    public async Task A_hole_digests_as_the_zeros_that_a_guest_reads()
    {
        string gfid = WriteSharded("holes", new byte[(2 * Shard) + 1000]);
        WriteSharded("zeros", new byte[(2 * Shard) + 1000]);
        File.Delete(ShardPath(gfid, 1));
        File.WriteAllBytes(ShardPath(gfid, 2), []);

        (await PiecesAsync("holes", new FilePieces.PieceRange(0, 3))).Digests.ShouldBe((await PiecesAsync("zeros", new FilePieces.PieceRange(0, 3))).Digests);
    }

    [Fact]
    public async Task Pieces_after_the_end_of_the_file_are_empty()
    {
        WriteSharded("short", Content(Shard));

        FileFacts facts = await PiecesAsync("short", new FilePieces.PieceRange(0, 3));

        facts.Stamps!.Length.ShouldBe(Stamp);
        string nothing = DigestOf([])[..(2 * Digest)];
        facts.Digests!.Chunk(Digest).Skip(1).Select(Hex).ShouldBe([nothing, nothing]);
    }

    [Fact]
    public async Task What_is_not_there_has_no_pieces_and_no_problem()
    {
        FileFacts facts = await PiecesAsync("none", new FilePieces.PieceRange(0, 1));

        (facts.Exists, facts.Problem, facts.Stamps, facts.Digests).ShouldBe((false, null, null, null));
    }

    // Three shards at a shard a second: the third begins two seconds after the first, and holes cost nothing.
    [Fact]
    public async Task No_more_bytes_per_second_are_read_than_requested()
    {
        string gfid = WriteSharded("big", Content(4 * Shard));
        File.Delete(ShardPath(gfid, 2));
        object probe = new { path = "big", pieces = new[] { new { first = 0, count = 4 } } };

        JsonElement answer = await RunAsync("paced", new { volume = "v", files = new[] { probe }, bandwidth = Shard, threads = 1 });

        answer.GetProperty("slept").GetDouble().ShouldBe(2, 0.2);
        (await RunAsync("paced", new { volume = "v", files = new[] { probe } })).GetProperty("slept").GetDouble().ShouldBe(0);
    }

    private async Task<FileFacts> PiecesAsync(string path, params FilePieces.PieceRange[] ranges) =>
        (await ProbeAsync(new FileProbe(path) { Pieces = ranges })).Single();

    private static string PieceDigest(byte[] content, int number) =>
        DigestOf([.. content.Skip(number * Shard).Take(Shard).ToArray().Chunk(4 << 20)])[..(2 * Digest)];

    private static string Hex(byte[] bytes) => Convert.ToHexStringLower(bytes);
}
