using System.Globalization;
using System.Text;
using System.Text.Json;

namespace GlusterDr.Tests.Shared.Gluster.Agent;

/// <summary>Finds the files in changelogs that no index lists.</summary>
public sealed class AgentLostTests : AgentStage
{
    private const string Top = "00000000-0000-0000-0000-000000000001";
    private const string Folder = "aaaaaaaa-0000-4000-8000-000000000001";
    private const string Image = "bbbbbbbb-0000-4000-8000-000000000002";
    private const string Shards = "be318638-e8a0-4c6d-977d-7a937aa84806";
    private const string Piece = "cccccccc-0000-4000-8000-000000000003";
    private const string Gone = "dddddddd-0000-4000-8000-000000000004";

    private readonly DateTimeOffset _rolled = DateTimeOffset.UtcNow - TimeSpan.FromMinutes(10);

    [Fact]
    public async Task Lost_NamesTheFilesOfShardsAndData_AndCountsWhatIsGone()
    {
        MakeBrick();
        WriteChangelog(_rolled, $"D{Piece}", $"M{Image}", $"D{Gone}");

        JsonElement fact = await LostAsync();

        fact.GetProperty("changelogs").GetInt32().ShouldBe(1);
        fact.GetProperty("files").EnumerateArray().Select(f => f.GetString()).ShouldBe(["vms/one.qcow2"]);
        fact.GetProperty("gone").GetInt32().ShouldBe(1);
        fact.GetProperty("complete").GetBoolean().ShouldBeTrue();
        fact.GetProperty("first").GetInt64().ShouldBe(_rolled.ToUnixTimeSeconds());
    }

    [Fact]
    public async Task Lost_WhatTheIndexLists_IsNotLost()
    {
        MakeBrick();
        WriteChangelog(_rolled, $"D{Image}");
        Write("brick/.glusterfs/changelogs/htime/HTIME.1", $"/brick/.glusterfs/changelogs/CHANGELOG.{_rolled.ToUnixTimeSeconds()}\0");

        (await LostAsync()).GetProperty("changelogs").GetInt32().ShouldBe(0);
    }

    [Fact]
    public async Task Lost_OlderThanAsked_IsLeftOut()
    {
        MakeBrick();
        WriteChangelog(_rolled - TimeSpan.FromHours(3), $"D{Image}");

        (await LostAsync()).GetProperty("changelogs").GetInt32().ShouldBe(0);
    }

    [Fact]
    public async Task Lost_ABrickThatIsNotThere_FindsNothing()
    {
        JsonElement fact = await LostAsync();

        fact.GetProperty("changelogs").GetInt32().ShouldBe(0);
        fact.GetProperty("files").GetArrayLength().ShouldBe(0);
    }

    private async Task<JsonElement> LostAsync() => (await RunAsync(
        "lost", new { paths = new[] { InRoot("brick") }, since = (_rolled - TimeSpan.FromHours(1)).ToUnixTimeSeconds() })).GetProperty("bricks")[0];

    // Folders are symbolic links under their gfid; files hard links, with the place in an attribute.
    private void MakeBrick()
    {
        Write("brick/vms/one.qcow2", "image");
        Write($"brick/.shard/{Image}.1", "piece");
        Directory.CreateDirectory(InRoot("brick/.glusterfs/changelogs/htime"));
        LinkFolder(Folder, $"../../00/00/{Top}/vms");
        LinkFolder(Shards, $"../../00/00/{Top}/.shard");
        PlaceFile(Image, Folder, "one.qcow2");
        PlaceFile(Piece, Shards, $"{Image}.1");
    }

    private string Link(string gfid)
    {
        string link = $"brick/.glusterfs/{gfid[..2]}/{gfid[2..4]}/{gfid}";
        Directory.CreateDirectory(Path.GetDirectoryName(InRoot(link))!);
        return link;
    }

    private void LinkFolder(string gfid, string target) => File.CreateSymbolicLink(InRoot(Link(gfid)), target);

    private void PlaceFile(string gfid, string parent, string name)
    {
        string link = Link(gfid);
        Write(link, "");
        WriteAttributes(link, ("trusted.gfid2path.0123456789abcdef", Encoding.UTF8.GetBytes($"{parent}/{name}")));
    }

    private void WriteChangelog(DateTimeOffset rolled, params string[] records)
    {
        string day = rolled.UtcDateTime.ToString("yyyy/MM/dd", CultureInfo.InvariantCulture);
        Write(
            $"brick/.glusterfs/changelogs/{day}/CHANGELOG.{rolled.ToUnixTimeSeconds()}",
            $"GlusterFS Changelog | version: v1.2 | encoding : 2\n{string.Join('\0', records)}\0");
    }
}
