using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using GlusterDr.Gluster.Agent;
using GlusterDr.Gluster.Content;
using GlusterDr.Sites;
using Microsoft.Extensions.Logging.Abstractions;

namespace GlusterDr.Tests.Shared.Gluster.Agent;

/// <remarks>Real mounts are tested in the lab.</remarks>
public sealed class AgentScriptTests : AgentStage
{
    [Fact]
    public async Task Probe_ShardedFile_DigestsLikeAWholeOne()
    {
        byte[] content = Content((2 * Shard) + 1000);
        WriteSharded("big", content);
        Write("whole", content);

        FileFacts[] facts = await ProbeAsync(new FileProbe("big") { Whole = true }, new FileProbe("whole") { Whole = true });

        facts[0].Size.ShouldBe(content.Length);
        facts[0].Digest.ShouldBe(facts[1].Digest);
        facts[0].Digest.ShouldBe(DigestOf(content.Chunk(4 << 20)));
        facts[0].ShardSize.ShouldBe(Shard);
        facts[0].Shape.ShouldNotBeNull();
        facts[1].Shape.ShouldBeNull();
    }

    [Fact]
    public async Task Probe_Samples_AreThoseAskedFor()
    {
        byte[] content = Content((2 * Shard) + 1000);
        WriteSharded("big", content);
        const int block = BlockSampler.BlockSize;
        long[] offsets = [0, Shard - block, Shard, 2 * Shard];

        FileFacts facts = (await ProbeAsync(new FileProbe("big") { Offsets = offsets })).Single();

        facts.Digest.ShouldBe(DigestOf(offsets.Select(o => content.Skip((int)o).Take(block).ToArray())));
    }

    // A hole has no shard. A missing or short shard reads as zeros, but is visible in the shape.
    [Fact]
    public async Task Probe_MissingOrShortShard_ReadsZerosAndShows()
    {
        byte[] content = Content(3 * Shard);
        WriteSharded("good", content);
        Array.Clear(content, Shard, 2 * Shard);
        string gfid = WriteSharded("bad", content);
        File.Delete(ShardPath(gfid, 1));
        File.WriteAllBytes(ShardPath(gfid, 2), new byte[10]);
        WriteSharded("zeros", content);

        FileFacts[] facts = await ProbeAsync([.. new[] { "good", "bad", "zeros" }.Select(p => new FileProbe(p) { Whole = true })]);

        facts[1].Digest.ShouldBe(facts[2].Digest);
        facts[1].Digest.ShouldNotBe(facts[0].Digest);
        facts[1].Shape.ShouldNotBe(facts[2].Shape);
        facts[0].Shape.ShouldBe(facts[2].Shape);
    }

    [Fact]
    public async Task Probe_WhatIsNoFile_IsSaid()
    {
        Directory.CreateDirectory(InRoot("folder"));
        File.CreateSymbolicLink(InRoot("link"), "/etc/passwd");
        File.CreateSymbolicLink(InRoot("etc"), "/etc");

        FileFacts[] facts = await ProbeAsync(
            [.. new[] { "none", "no/such", "folder", "link", "etc/passwd", "../x", "/etc/passwd" }.Select(p => new FileProbe(p) { Whole = true })]);

        facts.ShouldAllBe(f => !f.Exists && f.Digest == null);
        facts.Select(f => f.Problem is null).ShouldBe([true, true, false, false, true, false, false], string.Join(", ", facts.Select(f => f.Problem)));
    }

    [Fact]
    public async Task Probe_EmptyFile_HasADigest()
    {
        Write("empty", []);

        (await ProbeAsync(new FileProbe("empty") { Whole = true })).Single().ShouldSatisfyAllConditions(
            f => f.Exists.ShouldBeTrue(), f => f.Size.ShouldBe(0), f => f.Digest.ShouldBe(DigestOf([])));
    }

    [Fact]
    public async Task Delete_ShardedFile_TakesItsShardsAndNothingElse()
    {
        string gone = WriteSharded("gone", Content(3 * Shard));
        File.Delete(ShardPath(gone, 1));
        string stays = WriteSharded("stays", Content(3 * Shard));

        JsonElement answer = await RunAsync("delete", new { volume = "v", paths = new[] { "gone", "absent" } });

        answer.GetProperty("files").EnumerateArray().Select(f => f.GetProperty("deleted").GetBoolean()).ShouldBe([true, false]);
        File.Exists(InRoot("gone")).ShouldBeFalse();
        File.Exists(ShardPath(gone, 2)).ShouldBeFalse();
        File.Exists(InRoot("stays")).ShouldBeTrue();
        File.Exists(ShardPath(stays, 1)).ShouldBeTrue();
        File.Exists(ShardPath(stays, 2)).ShouldBeTrue();
    }

    [Fact]
    public async Task Delete_OutsideTheVolume_IsRefused()
    {
        DirectoryInfo outside = Directory.CreateTempSubdirectory("gdr-outside-");
        string victim = Path.Combine(outside.FullName, "victim");
        File.WriteAllText(victim, "x");
        File.CreateSymbolicLink(InRoot("way"), outside.FullName);
        string[] paths = ["way/victim", $"../{outside.Name}/victim", victim, "", ".", "way"];

        JsonElement answer = await RunAsync("delete", new { volume = "v", paths });

        answer.GetProperty("files").EnumerateArray().ShouldAllBe(f => !f.GetProperty("deleted").GetBoolean());
        File.Exists(victim).ShouldBeTrue();
        outside.Delete(recursive: true);
    }

    [Fact]
    public async Task Distrust_ShardedFile_DatesEveryPieceBack()
    {
        string gfid = WriteSharded("big", Content(2 * Shard));

        JsonElement answer = await RunAsync("distrust", new { volume = "v", paths = new[] { "big", "absent" } });

        answer.GetProperty("files").EnumerateArray().Select(f => f.GetProperty("triggered").GetInt32()).ShouldBe([2, 0]);
        File.GetLastWriteTimeUtc(InRoot("big")).ShouldBe(DateTime.UnixEpoch);
        File.GetLastWriteTimeUtc(ShardPath(gfid, 1)).ShouldBe(DateTime.UnixEpoch);
    }

    [Fact]
    public async Task Write_MakesFoldersAndReplacesWhole()
    {
        VolumeAgent.SmallFile[] files = [new("a/b/vm.xml", "<domain>é</domain>"), new("top", "new")];
        Write("top", "old and longer"u8.ToArray());

        await RunAsync("write", new { volume = "v", files });

        File.ReadAllText(InRoot("a/b/vm.xml")).ShouldBe("<domain>é</domain>");
        File.ReadAllText(InRoot("top")).ShouldBe("new");
        Directory.GetFiles(InRoot("a/b")).Length.ShouldBe(1);
    }

    [Fact]
    public async Task Mark_ReturnsAWholeSecondThatIsOver()
    {
        DateTimeOffset before = DateTimeOffset.UtcNow;

        long second = (await RunAsync("marker", new { volume = "v" })).GetProperty("time").GetInt64();

        DateTimeOffset.FromUnixTimeSeconds(second).ShouldBeGreaterThan(before.AddMilliseconds(-1));
        new DateTimeOffset(Directory.GetLastWriteTimeUtc(Root)).ShouldBeGreaterThanOrEqualTo(DateTimeOffset.FromUnixTimeSeconds(second));
    }

    // Changelogs that exist but are in no index: those of the time when the brick was restarted.
    [Fact]
    public async Task Bricks_ChangelogsThatNoIndexLists_AreFound()
    {
        DateTimeOffset since = DateTimeOffset.UtcNow.AddHours(-1);
        long[] stamps = [.. Enumerable.Range(1, 50).Select(i => since.AddMinutes(i).ToUnixTimeSeconds())];
        string changelogs = InRoot(".glusterfs/changelogs");
        Directory.CreateDirectory($"{changelogs}/htime");
        foreach (long stamp in (long[])[.. stamps, since.AddDays(-2).ToUnixTimeSeconds(), DateTimeOffset.UtcNow.ToUnixTimeSeconds()])
        {
            string day = $"{changelogs}/{DateTimeOffset.FromUnixTimeSeconds(stamp):yyyy/MM/dd}";
            Directory.CreateDirectory(day);
            File.WriteAllText($"{day}/CHANGELOG.{stamp}", "x");
        }

        IEnumerable<long> old = Enumerable.Range(1, 40_000).Select(i => since.ToUnixTimeSeconds() - (40_000 - i) - 1);
        File.WriteAllText($"{changelogs}/htime/HTIME.{since.AddDays(-1).ToUnixTimeSeconds()}", Index(old.Concat(stamps[..20]).Except([stamps[7]])));
        File.WriteAllText($"{changelogs}/htime/HTIME.{stamps[20]}", Index(stamps[20..].Except([stamps[30]])));
        VolumeAgent sut = new(new LocalRunner(), NullLogger<VolumeAgent>.Instance);

        IReadOnlyList<BrickFacts> facts = await sut.InspectBricksAsync(new RemoteHost("here", new SshSettings()), [Root, "/no/such"], since);

        facts[0].UnlistedChangelogs.ShouldBe([$"CHANGELOG.{stamps[7]}", $"CHANGELOG.{stamps[30]}"]);
        facts[0].FreeBytes.ShouldBeGreaterThan(0);
        facts[0].ProcessStarted.ShouldBeNull();
        facts[1].Problem.ShouldBe("No such file or directory");

        string Index(IEnumerable<long> listed) => string.Concat(listed.Select(s =>
            $"{changelogs}/{DateTimeOffset.FromUnixTimeSeconds(s):yyyy/MM/dd}/CHANGELOG.{s}\0"));
    }

    [Fact]
    public async Task Rollover_CountsOnlyALaterSecondThanThatOfTheCall()
    {
        long now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        string[] bricks = [Brick("before", now - 100, now - 20), Brick("after", now - 100, now + 60), Path.Combine(Root, "none")];

        JsonElement answer = await RunAsync("rollover", new { paths = bricks, seconds = 0 });

        JsonElement[] found = [.. answer.GetProperty("bricks").EnumerateArray()];
        found.Select(b => b.GetProperty("rolledOver").GetBoolean()).ShouldBe([false, true, false]);
        found[2].GetProperty("problem").GetString().ShouldBe("No such file or directory");
    }

    [Fact]
    public async Task Amend_PutsALineInThePlaceOfAnother_AndNothingElse()
    {
        Write("meta", "CAP=1\nVOLTYPE=INTERNAL\nXVOLTYPE=INTERNAL\nEOF\n"u8.ToArray());
        Write("done", "VOLTYPE=LEAF\n"u8.ToArray());
        object Line(string path) => new { path, line = "VOLTYPE=INTERNAL", by = "VOLTYPE=LEAF" };

        JsonElement answer = await RunAsync("amend", new { volume = "v", files = new[] { Line("meta"), Line("done"), Line("none"), Line("../out") } });

        VolumeAgent.AmendOutcome[] outcomes = answer.GetProperty("files").Deserialize<VolumeAgent.AmendOutcome[]>(DrJson.Options)!;
        outcomes.Select(o => o.Amended).ShouldBe([true, false, false, false]);
        outcomes.Select(o => o.Problem is null).ShouldBe([true, true, true, false]);
        (await File.ReadAllTextAsync(Path.Combine(Root, "meta"))).ShouldBe("CAP=1\nVOLTYPE=LEAF\nXVOLTYPE=INTERNAL\nEOF\n\0\0\0\0", "the length stays: shard would not learn of another");
    }

    private string Brick(string name, params long[] lastOfEachIndex)
    {
        string brick = Path.Combine(Root, name);
        string indexes = Directory.CreateDirectory(Path.Combine(brick, ".glusterfs", "changelogs", "htime")).FullName;
        foreach (long last in lastOfEachIndex)
        {
            File.WriteAllText(Path.Combine(indexes, $"HTIME.{last}"), $"{last}:7");
        }

        return brick;
    }

    // A write into a shard does not change the file that it belongs to.
    [Fact]
    public async Task Search_FindsAFileByItsShards()
    {
        string gfid = WriteSharded("big", Content((2 * Shard) + 1000));
        Write("small", Content(10));
        foreach (string path in Directory.GetFiles(Root, "*", SearchOption.AllDirectories))
        {
            File.SetLastWriteTimeUtc(path, DateTime.UtcNow.AddDays(-3));
        }

        File.SetLastWriteTimeUtc(ShardPath(gfid, 2), DateTime.UtcNow.AddHours(1));
        JsonElement answer = await RunAsync("search", new { volume = "v", since = DateTimeOffset.UtcNow.AddMinutes(30).ToUnixTimeSeconds(), seconds = 60, most = 10 });

        FileFacts found = answer.GetProperty("files").Deserialize<FileFacts[]>(DrJson.Options).ShouldHaveSingleItem();
        found.Path.ShouldBe("big");
        found.Size.ShouldBe((2 * Shard) + 1000);
        FileSearchResult search = answer.GetProperty("node").Deserialize<FileSearchResult>(DrJson.Options)!;
        (search.Matching, search.Complete).ShouldBe((1, true));
    }

    // gsyncd writes it every few minutes, also while nothing is replicated.
    [Fact]
    public async Task Search_LeavesOutTheLease()
    {
        Write(".glusterdr/lease/000000000001", Content(10));
        Write(".glusterdr/definitions/vm1.xml", Content(10));

        JsonElement answer = await RunAsync("search", new { volume = "v", since = 0, seconds = 60, most = 10 });

        answer.GetProperty("files").Deserialize<FileFacts[]>(DrJson.Options)!.Select(f => f.Path).ShouldBe([".glusterdr/definitions/vm1.xml"]);
    }

    [Fact]
    public async Task Search_Bounded_ListsTheLastChangedAndCountsTheRest()
    {
        for (int i = 1; i <= 3; i++)
        {
            Write($"file{i}", Content(10));
            File.SetLastWriteTimeUtc(Path.Combine(Root, $"file{i}"), DateTime.UtcNow.AddHours(i));
        }

        JsonElement answer = await RunAsync("search", new { volume = "v", since = 0, seconds = 60, most = 2 });

        answer.GetProperty("files").Deserialize<FileFacts[]>(DrJson.Options)!.Select(f => f.Path).ShouldBe(["file3", "file2"]);
        answer.GetProperty("node").Deserialize<FileSearchResult>(DrJson.Options)!.Matching.ShouldBeGreaterThanOrEqualTo(3);
    }

    [Fact]
    public async Task Metadata_StampOfAShardedFile_ChangesWithAnyShard()
    {
        string gfid = WriteSharded("big", Content((2 * Shard) + 1000));
        FileFacts before = (await ReadMetadataAsync("big")).Single();
        (await ReadMetadataAsync("big")).Single().Stamp.ShouldBe(before.Stamp);

        File.SetLastWriteTimeUtc(ShardPath(gfid, 1), DateTime.UtcNow.AddHours(1));

        (await ReadMetadataAsync("big")).Single().Stamp.ShouldNotBe(before.Stamp);
        (await ReadMetadataAsync("missing")).Single().Exists.ShouldBeFalse();
    }

    [Fact]
    public async Task Probe_Watched_SaysWhetherItMoved()
    {
        WriteSharded("big", Content(2 * Shard));

        (await ProbeAsync(new FileProbe("big") { Whole = true, Watch = true })).Single().Moved.ShouldBe(false);
        (await ProbeAsync(new FileProbe("big") { Whole = true })).Single().Moved.ShouldBeNull();
    }

    private async Task<FileFacts[]> ReadMetadataAsync(params string[] paths) =>
        (await RunAsync("metadata", new { volume = "v", paths })).GetProperty("files").Deserialize<FileFacts[]>(DrJson.Options)!;
}
