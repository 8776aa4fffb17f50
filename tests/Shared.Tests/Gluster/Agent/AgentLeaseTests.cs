using System.Text.Json;
using GlusterDr.Gluster.Content;
using GlusterDr.Gluster.Leases;

namespace GlusterDr.Tests.Shared.Gluster.Agent;

/// <summary>The lease at a site, which the agent's script stores on the volume, and how the script distinguishes volumes with the same name.</summary>
public sealed class AgentLeaseTests : AgentStage
{
    private const string Folder = ".glusterdr/lease";
    private static readonly SiteLease s_a = new("plane-a", "host-a", "sync-vms-20260101T000000Z", new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private static readonly SiteLease s_b = s_a with { Plane = "plane-b", Host = "host-b" };

    [Fact]
    public async Task NobodyEverTookIt_IsEpoch0_AndNothingIsMade()
    {
        (await AskAsync(new("read"))).ShouldBe(new SiteLeaseState(0, null, false));
        (await AskAsync(new("renew", 1, s_a))).Done.ShouldBeFalse();

        Directory.Exists(InRoot(".glusterdr")).ShouldBeFalse();
    }

    [Fact]
    public async Task TheNextEpochAlone_CanBeTaken_AndByOneOnly()
    {
        (await AskAsync(new("take", 1, s_a))).ShouldBe(new SiteLeaseState(1, s_a, true));
        (await AskAsync(new("take", 1, s_b))).ShouldBe(new SiteLeaseState(1, s_a, false));
        (await AskAsync(new("take", 3, s_b))).ShouldBe(new SiteLeaseState(1, s_a, false));

        (await AskAsync(new("take", 2, s_b))).ShouldBe(new SiteLeaseState(2, s_b, true));
        Directory.GetFiles(InRoot(Folder)).Select(Path.GetFileName).ShouldBe(["000000000002"], "the old ones are removed");
    }

    [Fact]
    public async Task TenAtOnce_OneGetsIt()
    {
        SiteLeaseState[] all = await Task.WhenAll(Enumerable.Range(0, 10).Select(i => AskAsync(new("take", 1, s_a with { Plane = $"plane-{i}" }))));

        SiteLeaseState got = all.Where(s => s.Done).ShouldHaveSingleItem();
        (await AskAsync(new("read"))).Content.ShouldBe(got.Content);
    }

    [Fact]
    public async Task Renewing_RaisesTheBeat_OfItsOwnEpochOnly()
    {
        await AskAsync(new("take", 1, s_a));

        (await AskAsync(new("renew", 1, s_a))).ShouldBe(new SiteLeaseState(1, s_a with { Beat = 1 }, true));
        (await AskAsync(new("renew", 1, s_a))).ShouldBe(new SiteLeaseState(1, s_a with { Beat = 2 }, true));
        (await AskAsync(new("renew", 1, s_b))).ShouldBe(new SiteLeaseState(1, s_a with { Beat = 2 }, false));

        await AskAsync(new("take", 2, s_b));
        (await AskAsync(new("renew", 1, s_a))).ShouldBe(new SiteLeaseState(2, s_b, false));
        Directory.GetFiles(InRoot(Folder)).Length.ShouldBe(1, "no temporary file stays");
    }

    [Fact]
    public async Task GivenBack_ItIsFree_AndTheEpochStays()
    {
        await AskAsync(new("take", 1, s_a));

        SiteLeaseState state = await AskAsync(new("renew", 1, s_a with { Released = true }));

        state.IsFree.ShouldBeTrue();
        state.Epoch.ShouldBe(1);
    }

    /// <summary>The process that created the file was killed before it wrote it: the lease has an unknown holder, and is valid.</summary>
    [Fact]
    public async Task AnUnwrittenEpoch_IsNotFree_AndIsOvertakenByTheNext()
    {
        Write($"{Folder}/000000000007", "");

        SiteLeaseState state = await AskAsync(new("read"));

        (state.Epoch, state.Content, state.IsFree).ShouldBe((7, null, false));
        (await AskAsync(new("take", 7, s_a))).Done.ShouldBeFalse();
        (await AskAsync(new("take", 8, s_a))).ShouldBe(new SiteLeaseState(8, s_a, true));
    }

    /// <summary>A late write by a former holder leaves an older epoch, which is not valid any more.</summary>
    [Fact]
    public async Task AnOlderEpochThatComesBack_DoesNotCount()
    {
        await AskAsync(new("take", 1, s_a));
        await AskAsync(new("take", 2, s_b));
        Write($"{Folder}/000000000001", JsonSerializer.Serialize(s_a, DrJson.Options));

        (await AskAsync(new("read"))).ShouldBe(new SiteLeaseState(2, s_b, false));
        (await AskAsync(new("renew", 1, s_a))).Done.ShouldBeFalse();
    }

    [Fact]
    public async Task AVolumeOfTheWantedUuid_IsTheOne_AndNoOther()
    {
        const string Id = "1302985f-ef05-400d-89d5-385f3c0c8d41";
        Write("glusterd/vols/v/info", $"type=0\nvolume-id={Id}\nusername=x\n");
        Write("vm.qcow2", "content");
        object files = new[] { new FileProbe("vm.qcow2") };

        JsonElement found = await IdentifiedAsync(Id.ToUpperInvariant(), files);
        found.GetProperty("files").GetArrayLength().ShouldBe(1);
        (await RefusedAsync("00000000-0000-0000-0000-000000000001", files)).ShouldContain($"the volume v is {Id}, not 00000000");
        File.Delete(InRoot("glusterd/vols/v/info"));
        (await RefusedAsync(Id, files)).ShouldContain("the UUID of the volume v cannot be read");
    }

    private Task<JsonElement> IdentifiedAsync(string id, object files) => RunAsync("identified", new { volume = "v", volumeId = id, files });

    private Task<string> RefusedAsync(string id, object files) => FailAsync("identified", new { volume = "v", volumeId = id, files });

    private async Task<SiteLeaseState> AskAsync(SiteLease.Change change) =>
        (await RunAsync("lease", new { volume = "v", lease = change })).GetProperty("node").Deserialize<SiteLeaseState>(DrJson.Options)!;
}
