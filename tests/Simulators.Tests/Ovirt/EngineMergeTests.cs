using System.Net;
using System.Xml.Linq;
using GlusterDr.Simulators;

namespace GlusterDr.Tests.Simulators.Ovirt;

/// <summary>Deleting snapshots: live and cold merges, and the state after one that fails.</summary>
public sealed class EngineMergeTests : IDisposable
{
    private readonly EngineWorld _world = new(vms: 2);

    public void Dispose() => _world.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Merge_keeps_all_data_and_leaves_no_file(bool background)
    {
        string image = _world.Disk.Chain[0].Id;
        string snapshot = await _world.SnapshotAsync();
        HttpResponseMessage answer = await _world.DeleteAsync(snapshot, background);
        answer.StatusCode.ShouldBe(background ? HttpStatusCode.Accepted : HttpStatusCode.OK);
        _world.Clock.Advance(TimeSpan.FromSeconds(1));
        (await StatusOfAsync(snapshot)).ShouldBe("locked");
        _world.Clock.Advance(TimeSpan.FromSeconds(30));
        (await StatusOfAsync(snapshot)).ShouldBe("gone");

        _world.ImagesOf(_world.Disk).ShouldBe([image, $"{image}.lease", $"{image}.meta"]);
        _world.Meta(_world.Disk, image).ShouldContain("VOLTYPE=LEAF\n");
        (await _world.GetAsync($"disks/{_world.Disk.Id}")).Element("image_id")!.Value.ShouldBe(image);
        _world.World.Untidy().ShouldBeEmpty();
        _world.World.JournalAt(_world.Volume, "vm1").IsWhole.ShouldBeTrue();
        _world.World.JournalAt(_world.Volume, "vm1").Records.ShouldBe(_world.Vm.Machine.RecordsAt(_world.Clock.GetUtcNow()));
    }

    [Fact]
    public async Task Accepted_background_request_has_not_begun_yet()
    {
        string snapshot = await _world.SnapshotAsync();
        _world.World.Options.Latency.Set("engine", 0).Set("engine DELETE snapshots", 0);
        await _world.DeleteAsync(snapshot, background: true);
        (await StatusOfAsync(snapshot)).ShouldBe("ok");
    }

    [Fact]
    public async Task Failed_merge_leaves_the_snapshot_with_an_illegal_image_and_is_tried_again_while_the_machine_runs()
    {
        string snapshot = await _world.SnapshotAsync();
        _world.Vm.FailingMerges = 1;
        await _world.DeleteAsync(snapshot);
        _world.Clock.Advance(TimeSpan.FromMinutes(1));
        (await StatusOfAsync(snapshot)).ShouldBe("ok");
        string overlay = _world.Disk.Chain[0].Id;
        _world.Meta(_world.Disk, overlay).ShouldContain("LEGALITY=ILLEGAL\n");
        (await _world.GetAsync($"disks/{_world.Disk.Id}")).Element("status")!.Value.ShouldBe("illegal");
        (await _world.GetAsync($"vms/{_world.Vm.Id}")).Element("has_illegal_images")!.Value.ShouldBe("true");
        (await _world.GetAsync("events?search=type%3D357")).Elements().Single().Element("severity")!.Value.ShouldBe("error");
        _world.Vm.Machine.IsOnOverlay.ShouldBeTrue();
        _world.World.Untidy().ShouldContain(u => u.Contains($"{overlay}.lease is left", StringComparison.Ordinal));

        await _world.DeleteAsync(snapshot);
        _world.Clock.Advance(TimeSpan.FromMinutes(1));
        (await StatusOfAsync(snapshot)).ShouldBe("gone");
        _world.World.Untidy().ShouldBeEmpty();
        _world.World.JournalAt(_world.Volume, "vm1").IsWhole.ShouldBeTrue();
    }

    [Fact]
    public async Task Illegal_image_is_not_merged_of_a_machine_that_is_down()
    {
        string snapshot = await _world.SnapshotAsync();
        _world.Vm.FailingMerges = 1;
        await _world.DeleteAsync(snapshot);
        _world.Clock.Advance(TimeSpan.FromMinutes(1));
        _world.Vm.Stop();
        XElement fault = await EngineWorld.ReadAsync(await _world.DeleteAsync(snapshot), HttpStatusCode.InternalServerError);
        fault.Element("detail")!.Value.ShouldContain("in ILLEGAL status: vm1_Disk1");
    }

    [Theory]
    [InlineData("before")]
    [InlineData("in the midst")]
    public async Task Machine_that_is_shut_off_is_merged_cold(string when)
    {
        string snapshot = await _world.SnapshotAsync();
        if (when == "before")
        {
            _world.Vm.Stop();
        }

        await _world.DeleteAsync(snapshot);
        _world.Clock.Advance(TimeSpan.FromSeconds(2));
        _world.Vm.Stop();
        _world.Clock.Advance(TimeSpan.FromMinutes(1));
        (await StatusOfAsync(snapshot)).ShouldBe("gone");
        _world.World.Untidy().ShouldBeEmpty();
        _world.World.JournalAt(_world.Volume, "vm1").ShouldBe(new JournalState(JournalKind.Whole, _world.Vm.Machine.RecordsAt(_world.Clock.GetUtcNow())));
    }

    [Fact]
    public async Task One_merge_at_a_time_and_in_the_background_only_the_job_shows_a_refusal()
    {
        string snapshot = await _world.SnapshotAsync();
        await _world.DeleteAsync(snapshot);
        XElement fault = await EngineWorld.ReadAsync(await _world.DeleteAsync(snapshot), HttpStatusCode.Conflict);
        fault.Element("detail")!.Value.ShouldStartWith("[Cannot remove Snapshot. The VM is performing an operation on a Snapshot.");

        HttpResponseMessage accepted = await _world.SendAsync(HttpMethod.Delete, $"vms/{_world.Vm.Id}/snapshots/{snapshot};async=true", correlationId: "second");
        accepted.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        _world.Clock.Advance(TimeSpan.FromSeconds(1));
        (await _world.GetAsync("jobs?search=correlation_id%3Dsecond")).Elements().Single().Element("status")!.Value.ShouldBe("failed");
    }

    [Theory]
    [InlineData("taken", "[Cannot remove Snapshot. Snapshot is currently being created for VM vm1.]")]
    [InlineData("preview", "[Cannot remove Snapshot. VM is previewing a Snapshot.]")]
    [InlineData("migrating", "[Cannot remove Snapshot. VM vm1 must be in status Down, Up or Paused.]")]
    [InlineData("unplugged", "[Cannot remove Snapshot. The following disks are either unplugged or unattached: \n vm1_Disk1]")]
    public async Task Merge_is_refused_with_the_engines_messages(string why, string detail)
    {
        string snapshot = await _world.SnapshotAsync();
        switch (why)
        {
            case "taken":
                await _world.PostAsync($"vms/{_world.Vm.Id}/snapshots", EngineWorld.Wish("b"));
                break;
            case "preview":
                _world.Vm.Snapshots[0].Status = "in_preview";
                break;
            case "migrating":
                _world.Vm.Migrate(_world.World.Site("main").Hypervisors[1]);
                break;
            case "unplugged":
                _world.Vm.Unplug(_world.Disk);
                break;
        }

        XElement fault = await EngineWorld.ReadAsync(await _world.DeleteAsync(snapshot), HttpStatusCode.Conflict);
        fault.Element("detail")!.Value.ShouldBe(detail);
    }

    [Fact]
    public async Task Missing_snapshot_has_its_own_fault()
    {
        XElement fault = await EngineWorld.ReadAsync(await _world.DeleteAsync(Guid.Empty.ToString(), background: true), HttpStatusCode.NotFound);
        fault.Element("detail")!.Value.ShouldBe($"Entity not found: GetSnapshotBySnapshotId: snapshot id={Guid.Empty}");
    }

    [Fact]
    public async Task Disks_are_merged_in_parallel_and_only_a_failed_one_is_left()
    {
        EngineDisk second = _world.Engine.AddDisk(_world.Vm, _world.Domain);
        string snapshot = await _world.SnapshotAsync();
        _world.Vm.FailingMerges = 1;
        await _world.DeleteAsync(snapshot);
        _world.Clock.Advance(TimeSpan.FromMinutes(1));
        (await StatusOfAsync(snapshot)).ShouldBe("ok");
        (_world.Disk.Chain.Count, second.Chain.Count).ShouldBe((2, 1));
        (await _world.GetAsync($"vms/{_world.Vm.Id}/snapshots/{snapshot}/disks")).Elements().Single().Attribute("id")!.Value.ShouldBe(_world.Disk.Id);

        await _world.DeleteAsync(snapshot);
        _world.Clock.Advance(TimeSpan.FromMinutes(1));
        _world.World.Untidy().ShouldBeEmpty();
    }

    [Theory]
    [InlineData("merges break", "ok")]
    [InlineData("never converges", "locked")]
    [InlineData("does not start", "ok")]
    public async Task Merge_that_breaks_or_never_converges_shows_in_the_snapshots_status(string trouble, string status)
    {
        string snapshot = await _world.SnapshotAsync();
        _world.Vm.Machine.MergeError = trouble == "does not start" ? "internal error" : null;
        _world.Vm.Machine.MergeNeverConverges = trouble == "never converges";
        await _world.DeleteAsync(snapshot);
        _world.Clock.Advance(TimeSpan.FromSeconds(1));
        if (trouble == "merges break")
        {
            _world.Vm.Machine.BreakMerges();
        }

        _world.Clock.Advance(TimeSpan.FromMinutes(2));
        (await StatusOfAsync(snapshot)).ShouldBe(status);

        _world.Vm.Machine.MergeError = null;
        _world.Vm.Machine.MergeNeverConverges = false;
        await _world.DeleteAsync(snapshot);
        _world.Clock.Advance(TimeSpan.FromMinutes(2));
        (await StatusOfAsync(snapshot)).ShouldBe("gone");
        _world.World.Untidy().ShouldBeEmpty();
    }

    [Fact]
    public async Task Older_snapshot_is_merged_from_under_a_newer_one()
    {
        EngineSnapshot older = _world.Engine.AddSnapshot(_world.Vm, "mine");
        string image = _world.Disk.Chain[1].Id;
        string newer = await _world.SnapshotAsync();
        await _world.DeleteAsync(older.Id);
        _world.Clock.Advance(TimeSpan.FromMinutes(1));
        (await StatusOfAsync(older.Id)).ShouldBe("gone");
        _world.Disk.Chain.Count.ShouldBe(2);
        _world.Disk.Chain[1].Id.ShouldBe(image);
        _world.Meta(_world.Disk, _world.Disk.Chain[0].Id).ShouldContain($"PUUID={image}\n");
        await _world.DeleteAsync(newer);
        _world.Clock.Advance(TimeSpan.FromMinutes(1));
        _world.World.Untidy().ShouldBeEmpty();
        _world.World.JournalAt(_world.Volume, "vm1").Records.ShouldBe(_world.Vm.Machine.RecordsAt(_world.Clock.GetUtcNow()));
    }

    [Fact]
    public async Task Snapshot_that_a_person_keeps_is_tidy_and_is_verified_too()
    {
        SimulatedSession session = _world.World.Sessions[0];
        Commander send = new(_world.World, _world.Simulation);
        _world.Engine.AddSnapshot(_world.Vm, "mine");
        _world.World.Untidy().ShouldBeEmpty();
        send.GeoRep("start");
        string snapshot = await _world.SnapshotAsync();
        _world.World.Untidy(session).ShouldContain("snapshot sync-a-20260101T000000Z is left of vm1");
        _world.Clock.Advance(TimeSpan.FromMinutes(10));
        send.GeoRep("stop");
        _world.World.WhyNotVerified(session.Secondary, "vm1", "sync-a-20260101T000000Z").ShouldBeNull();

        session.Secondary.Lose(_world.Vm.Machine.Disks[0].Layers[1]);
        _world.World.WhyNotVerified(session.Secondary, "vm1", "sync-a-20260101T000000Z")!.ShouldContain("Missing");
        await _world.DeleteAsync(snapshot);
        _world.Clock.Advance(TimeSpan.FromMinutes(1));
        _world.Engine.Vm("vm1").Snapshots.ShouldHaveSingleItem().Description.ShouldBe("mine");
    }

    [Fact]
    public async Task Disk_on_storage_outside_the_world_or_unplugged_is_snapshot_and_merged_too()
    {
        EngineDisk far = _world.Engine.AddDisk(_world.Vm, _world.Engine.AddNfsDomain("nfs", "nfs1", "/export"));
        EngineDisk unplugged = _world.Engine.AddDisk(_world.Vm, _world.Domain);
        _world.Vm.Unplug(unplugged);
        string snapshot = await _world.SnapshotAsync();
        (_world.Disk.Chain.Count, far.Chain.Count, unplugged.Chain.Count).ShouldBe((2, 2, 2));
        _world.ImagesOf(unplugged).Length.ShouldBe(6);
        (await _world.GetAsync($"vms/{_world.Vm.Id}/diskattachments/{unplugged.Id}")).Element("active")!.Value.ShouldBe("false");

        _world.Vm.Stop();
        await _world.DeleteAsync(snapshot);
        _world.Clock.Advance(TimeSpan.FromMinutes(1));
        (_world.Disk.Chain.Count, far.Chain.Count, unplugged.Chain.Count).ShouldBe((1, 1, 1));
        _world.ImagesOf(unplugged).Length.ShouldBe(3);
        _world.World.Untidy().ShouldBeEmpty();
    }

    [Fact]
    public async Task Restarted_engine_continues_a_merge()
    {
        string snapshot = await _world.SnapshotAsync();
        _world.Engine.When("engine DELETE snapshots").Once().DoAfter(() => _world.Engine.Restart(TimeSpan.FromSeconds(20)));
        await _world.DeleteAsync(snapshot);
        (await _world.StatusAsync("vms")).ShouldBe(HttpStatusCode.ServiceUnavailable);
        _world.Clock.Advance(TimeSpan.FromMinutes(1));
        await _world.LogInAsync();
        (await StatusOfAsync(snapshot)).ShouldBe("gone");
    }

    [Fact]
    public async Task Disk_that_is_plugged_in_between_is_not_part_of_the_merge()
    {
        string snapshot = await _world.SnapshotAsync();
        EngineDisk plugged = _world.Engine.AddDisk(_world.Vm, _world.Domain);
        await _world.DeleteAsync(snapshot);
        _world.Clock.Advance(TimeSpan.FromMinutes(1));
        plugged.Chain.ShouldHaveSingleItem();
        _world.World.Untidy().ShouldBeEmpty();
        _world.World.JournalAt(_world.Volume, "vm1").IsWhole.ShouldBeTrue();
    }

    [Fact]
    public async Task Copy_at_the_secondary_is_the_state_of_the_snapshot()
    {
        SimulatedSession session = _world.World.Sessions[0];
        Commander send = new(_world.World, _world.Simulation);
        send.GeoRep("start");
        string snapshot = await _world.SnapshotAsync();
        _world.Clock.Advance(TimeSpan.FromMinutes(10));
        send.GeoRep("stop");
        _world.World.WhyNotVerified(session.Secondary, "vm1", "sync-a-20260101T000000Z").ShouldBeNull();
        session.Secondary.Files.Keys.ShouldContain($"{_world.Domain.Id}/images/{_world.Disk.Id}/{_world.Disk.Chain[0].Id}.meta");

        await _world.DeleteAsync(snapshot);
        _world.Clock.Advance(TimeSpan.FromMinutes(1));
        _world.World.Untidy().Count(u => u.Contains("is left on backup/gv2", StringComparison.Ordinal)).ShouldBe(3);
    }

    private async Task<string> StatusOfAsync(string snapshot)
    {
        HttpResponseMessage answer = await _world.SendAsync(HttpMethod.Get, $"vms/{_world.Vm.Id}/snapshots/{snapshot}");
        return answer.StatusCode == HttpStatusCode.NotFound
            ? "gone"
            : (await EngineWorld.ReadAsync(answer, HttpStatusCode.OK)).Element("snapshot_status")!.Value;
    }
}
