using GlusterDr.Gluster.Content;
using GlusterDr.Gluster.VerifiedFiles;
using GlusterDr.Store;
using GlusterDr.Tests.Shared.Model.Store;

namespace GlusterDr.Tests.Shared.Gluster.Verification;

public sealed class VerifiedFileStoreTests
{
    private const string Partition = "verified-vms";
    private static readonly DateTimeOffset s_now = new(2026, 1, 5, 2, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan s_week = TimeSpan.FromDays(7);

    private readonly RacingStore _store = new();

    private VerifiedFileStore Sut => new(_store);

    [Theory]
    [InlineData("vms/a.qcow2", 3)]
    [InlineData("vms/a's \"disk\" #1?\\.qcow2", 1)]
    [InlineData("vms/large.qcow2", (2 * VerifiedFileStore.PiecesInADocument) + 1)]
    public async Task What_is_written_is_read_again_whatever_the_name_and_the_size(string path, int pieces)
    {
        await SaveAsync(s_now, PieceFiles.Verified(path, pieces, s_now));

        VerifiedFile found = (await LoadAsync("backup/gv2", Sight(path, pieces))).ShouldHaveSingleItem();

        byte[] stamps = PieceFiles.Stamps(pieces);
        Enumerable.Range(0, pieces).Count(i => found.At(i) == s_now && found.IsSameAtPrimary(i, stamps)).ShouldBe(pieces);
    }

    [Fact]
    public async Task What_was_verified_elsewhere_or_with_other_shards_is_not_used()
    {
        await SaveAsync(s_now, PieceFiles.Verified("a", 3, s_now));

        (await LoadAsync("backup/gv9", Sight("a", 3)))[0].At(0).ShouldBeNull();
        (await LoadAsync("backup/gv2", Sight("a", 3) with { ShardSize = 64 << 20 }))[0].At(0).ShouldBeNull();
        (await LoadAsync("backup/gv2", Sight("b", 3)))[0].At(0).ShouldBeNull();
        (await Sut.LoadAsync("vms", "other", "backup/gv2", [Sight("a", 3)], default))[0].At(0).ShouldBeNull();
        (await LoadAsync("backup/gv2", Sight("a", 3)))[0].At(0).ShouldBe(s_now);
    }

    [Fact]
    public async Task A_file_that_grew_or_shrank_keeps_what_is_known_of_its_pieces()
    {
        await SaveAsync(s_now, PieceFiles.Verified("a", 3, s_now));

        VerifiedFile grown = (await LoadAsync("backup/gv2", Sight("a", 5)))[0];
        VerifiedFile shrunk = (await LoadAsync("backup/gv2", Sight("a", 2)))[0];

        PieceFiles.All(5).Select(i => grown.At(i) is not null).ShouldBe([true, true, true, false, false]);
        PieceFiles.All(2).Select(i => shrunk.At(i) is not null).ShouldBe([true, true]);
    }

    // Invalid data costs a comparison, and never fails the run.
    [Theory]
    [InlineData("not JSON")]
    [InlineData("null")]
    [InlineData("""{"path":"a","location":"backup/gv2","shardSize":4194304,"verified":"AQAB"}""")]
    [InlineData("""{"path":"a","location":"backup/gv2","shardSize":4194304,"verified":"AQA=","primary":"AAAAAAAAAAA=","secondary":"AAAAAAAAAAA=","digests":"AAAAAAAAAAAAAAAAAAAAAA==","times":[]}""")]
    public async Task A_damaged_document_counts_as_missing(string json)
    {
        await SaveAsync(s_now, PieceFiles.Verified("a", 1, s_now));
        string key = (await KeysAsync()).Single(k => k.EndsWith(":0", StringComparison.Ordinal));
        await _store.UpsertAsync(Partition, key, json);

        (await LoadAsync("backup/gv2", Sight("a", 1)))[0].At(0).ShouldBeNull();
    }

    [Fact]
    public async Task Documents_of_files_that_no_run_verifies_any_more_are_deleted_after_a_while()
    {
        await SaveAsync(s_now, PieceFiles.Verified("a", 1, s_now), PieceFiles.Verified("gone", VerifiedFileStore.PiecesInADocument + 1, s_now));
        await SaveAsync(s_now + TimeSpan.FromDays(6), PieceFiles.Verified("a", 1, s_now));
        (await KeysAsync()).Length.ShouldBe(4, "left out of one run, its VM may be in the next");

        await SaveAsync(s_now + TimeSpan.FromDays(8), PieceFiles.Verified("a", 1, s_now));

        (await KeysAsync()).Length.ShouldBe(2);
        (await LoadAsync("backup/gv2", Sight("a", 1)))[0].At(0).ShouldBe(s_now);
    }

    [Fact]
    public async Task A_file_that_shrank_leaves_no_documents_behind()
    {
        await SaveAsync(s_now, PieceFiles.Verified("a", VerifiedFileStore.PiecesInADocument + 1, s_now));
        await SaveAsync(s_now, PieceFiles.Verified("a", 1, s_now));

        (await KeysAsync()).Length.ShouldBe(2);
    }

    [Fact]
    public async Task What_a_run_could_not_verify_is_kept_without_a_time_limit()
    {
        await SaveAsync(s_now, PieceFiles.Verified("rotten", 2, s_now), PieceFiles.Verified("gone", 2, s_now));
        for (int day = 1; day <= 20; day++)
        {
            DateTimeOffset at = s_now + TimeSpan.FromDays(day);
            await Sut.SaveAsync("vms", "backup", [PieceFiles.Verified("a", 1, at)], ["rotten"], at, s_week, default);
        }

        (await LoadAsync("backup/gv2", Sight("rotten", 2)))[0].At(1).ShouldBe(s_now, "it was not verified since");
        (await LoadAsync("backup/gv2", Sight("gone", 2)))[0].At(1).ShouldBeNull();
    }

    [Fact]
    public async Task With_its_policy_all_of_it_goes()
    {
        await SaveAsync(s_now, PieceFiles.Verified("a", 1, s_now));
        await Sut.DeleteAsync("vms", default);
        (await KeysAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_last_run_s_files_are_listed_whole_and_those_of_earlier_runs_are_not()
    {
        int many = VerifiedFileStore.PiecesInADocument + 1;
        await SaveAsync(s_now, PieceFiles.Verified("old", 2, s_now));
        DateTimeOffset next = s_now + TimeSpan.FromHours(1);
        await SaveAsync(next, PieceFiles.Verified("a", 3, next), PieceFiles.Verified("large", many, next));

        IReadOnlyList<VerifiedFile> files = await Sut.ListAsync("vms", "backup", "backup/gv2", next, default);

        files.Select(f => (f.Path, f.Count)).OrderBy(f => f.Count).ShouldBe([("a", 3), ("large", many)]);
        foreach (VerifiedFile file in files)
        {
            byte[] stamps = PieceFiles.Stamps(file.Count);
            PieceFiles.All(file.Count).ShouldAllBe(i => file.At(i) == next && file.IsSameAtSecondary(i, stamps));
        }

        (await Sut.ListAsync("vms", "backup", "backup/gv2", s_now, default)).Count.ShouldBe(3);
        (await Sut.ListAsync("vms", "backup", "backup/gv9", s_now, default)).ShouldBeEmpty("it was verified at another place");
        (await Sut.ListAsync("vms", "other", "backup/gv2", s_now, default)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_file_one_of_whose_documents_is_lost_is_not_listed()
    {
        await SaveAsync(s_now, PieceFiles.Verified("a", 3, s_now), PieceFiles.Verified("large", VerifiedFileStore.PiecesInADocument + 1, s_now));
        await _store.DeleteAsync(Partition, (await KeysAsync()).Single(k => k.EndsWith(":1", StringComparison.Ordinal)));

        (await Sut.ListAsync("vms", "backup", "backup/gv2", s_now, default)).ShouldHaveSingleItem().Path.ShouldBe("a");
    }

    private Task SaveAsync(DateTimeOffset at, params VerifiedFile[] files) => Sut.SaveAsync(
        "vms", "backup", [.. files.SelectMany(f => f.Split(VerifiedFileStore.PiecesInADocument))], at, s_week, default);

    private Task<IReadOnlyList<VerifiedFile>> LoadAsync(string location, params PieceDigests[] files) =>
        Sut.LoadAsync("vms", "backup", location, files, default);

    private async Task<string[]> KeysAsync()
    {
        List<string> keys = [];
        await foreach (Document document in _store.ListAsync(Partition))
        {
            keys.Add(document.Key);
        }

        return [.. keys];
    }

    private static PieceDigests Sight(string path, int pieces) => PieceFiles.Read(path, PieceFiles.Stamps(pieces));
}
