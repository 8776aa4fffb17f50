using System.Net;
using System.Xml.Linq;
using GlusterDr.Simulators;

namespace GlusterDr.Tests.Simulators.Ovirt;

/// <summary>Snapshots: how they are taken, what the engine refuses, and the files on the volume in the meantime.</summary>
public sealed class EngineSnapshotTests : IDisposable
{
    private readonly EngineWorld _world = new(vms: 2);

    private string Path => $"vms/{_world.Vm.Id}/snapshots";

    public void Dispose() => _world.Dispose();

    [Fact]
    public async Task Snapshot_is_locked_at_first_and_ok_later_and_its_image_does_not_change()
    {
        string image = _world.Disk.Chain[0].Id;
        XElement made = await _world.PostAsync(Path, EngineWorld.Wish("sync-a-20260101T000000Z"));
        made.Element("snapshot_status")!.Value.ShouldBe("locked");
        string address = made.Attribute("href")!.Value;
        (await _world.GetAsync(address)).Element("snapshot_status")!.Value.ShouldBe("locked");
        _world.Clock.Advance(TimeSpan.FromSeconds(10));
        XElement snapshot = await _world.GetAsync(address);
        snapshot.Element("snapshot_status")!.Value.ShouldBe("ok");
        snapshot.Element("persist_memorystate")!.Value.ShouldBe("false");

        long frozen = _world.Vm.Machine.Snapshot("sync-a-20260101T000000Z").Records;
        _world.Clock.Advance(TimeSpan.FromMinutes(5));
        _world.World.JournalAt(_world.Volume, "vm1").Records.ShouldBe(frozen);
        (await _world.GetAsync($"{address}/disks")).Elements().Single().Element("image_id")!.Value.ShouldBe(image);
        string overlay = (await _world.GetAsync($"disks/{_world.Disk.Id}")).Element("image_id")!.Value;
        overlay.ShouldNotBe(image);
        _world.Vm.Machine.Disks[0].Layers[0].ShouldBe($"{_world.Domain.Id}/images/{_world.Disk.Id}/{overlay}");
        (await _world.GetAsync(Path)).Elements().Count().ShouldBe(2);
        _world.World.Violations.ShouldBeEmpty();
    }

    [Fact]
    public async Task Files_have_the_layout_of_the_hosts()
    {
        string image = _world.Disk.Chain[0].Id;
        _world.ImagesOf(_world.Disk).ShouldBe([image, $"{image}.lease", $"{image}.meta"]);
        _world.Meta(_world.Disk, image).ShouldBe($$"""
            CAP=67108864
            CTIME=1767225600
            DESCRIPTION={"DiskAlias":"vm1_Disk1","DiskDescription":""}
            DISKTYPE=DATA
            DOMAIN={{_world.Domain.Id}}
            FORMAT=COW
            GEN=0
            IMAGE={{_world.Disk.Id}}
            LEGALITY=LEGAL
            PUUID=00000000-0000-0000-0000-000000000000
            SEQ=1
            TYPE=SPARSE
            VOLTYPE=LEAF
            EOF

            """);

        await _world.SnapshotAsync();

        string overlay = _world.Disk.Chain[0].Id;
        _world.ImagesOf(_world.Disk).ShouldBe(
            new[] { image, $"{image}.lease", $"{image}.meta", overlay, $"{overlay}.lease", $"{overlay}.meta" }.Order(StringComparer.Ordinal));
        _world.Meta(_world.Disk, image).ShouldContain("VOLTYPE=INTERNAL\n");
        _world.Meta(_world.Disk, overlay).ShouldContain($"PUUID={image}\nSEQ=2\n");
        _world.Meta(_world.Disk, overlay).ShouldContain("VOLTYPE=LEAF\n");
    }

    [Fact]
    public async Task Definitions_are_written_to_two_disks_on_request()
    {
        _world.Domain.OvfStores.Count.ShouldBe(2);
        string file = $"{_world.Domain.Id}/images/{_world.Domain.OvfStores[0].Id}/{_world.Domain.OvfStores[0].Chain[0].Id}";
        _world.Volume.Files[file].ContentAt(_world.Clock.GetUtcNow()).Text!.ShouldNotContain(_world.Vm.Id);
        XElement action = await _world.PostAsync($"storagedomains/{_world.Domain.Id}/updateovfstore", "<action/>", 200);
        action.Element("status")!.Value.ShouldBe("complete");
        string job = $"jobs/{action.Element("job")!.Attribute("id")!.Value}";
        (await _world.GetAsync(job)).Element("status")!.Value.ShouldBe("started", "it is answered before they are written");
        _world.Clock.Advance(_world.Engine.Options.DefinitionsTime);
        (await _world.GetAsync(job)).Element("status")!.Value.ShouldBe("finished");
        _world.Volume.Files[file].ContentAt(_world.Clock.GetUtcNow()).Text!.ShouldContain(_world.Vm.Id);
        _world.Meta(_world.Domain.OvfStores[0], _world.Domain.OvfStores[0].Chain[0].Id).ShouldContain("DISKTYPE=OVFS");
    }

    [Fact]
    public async Task Only_the_requested_disks_get_an_overlay()
    {
        EngineDomain other = _world.Engine.AddDomain("data2", _world.World.Site("main").AddVolume("gv9"));
        EngineDisk second = _world.Engine.AddDisk(_world.Vm, other);
        string id = await _world.SnapshotAsync(more: $"<disk_attachments><disk_attachment><disk id=\"{_world.Disk.Id}\"/></disk_attachment></disk_attachments>");
        _world.Disk.Chain.Count.ShouldBe(2);
        second.Chain.ShouldHaveSingleItem();
        (await _world.GetAsync($"{Path}/{id}/disks")).Elements().Single().Attribute("id")!.Value.ShouldBe(_world.Disk.Id);

        await _world.SnapshotAsync(description: "configuration", more: "<disk_attachments/>");
        _world.Disk.Chain.Count.ShouldBe(2);
        await _world.SnapshotAsync(description: "all");
        (_world.Disk.Chain.Count, second.Chain.Count).ShouldBe((3, 2));
        _world.Engine.Domains.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Memory_is_saved_by_default_and_pauses_the_guest_which_a_run_must_not_do()
    {
        await _world.PostAsync(Path, "<snapshot><description>a</description></snapshot>");
        _world.Vm.Machine.State.ShouldBe(MachineState.Paused);
        _world.World.Violations.ShouldHaveSingleItem().What.ShouldContain("memory");
        _world.Clock.Advance(TimeSpan.FromMinutes(1));
        (await _world.GetAsync(Path)).Elements().First().Element("persist_memorystate")!.Value.ShouldBe("true");
        _world.Vm.Machine.State.ShouldBe(MachineState.Running);
    }

    [Theory]
    [InlineData("taken", 409, "[Cannot create Snapshot. Snapshot is currently being created for VM vm1.]")]
    [InlineData("merging", 409, "[Cannot create Snapshot. The VM is performing an operation on a Snapshot. Please wait for the operation to finish, and try again.]")]
    [InlineData("locked", 409, "[Cannot create Snapshot because the VM is in Image Locked status.]")]
    [InlineData("preview", 409, "[Cannot create Snapshot. VM is previewing a Snapshot.]")]
    [InlineData("migrating", 409, "[Cannot create Snapshot because the VM is in Migrating status.]")]
    [InlineData("disk locked", 409, "[Cannot create Snapshot: The following disks are locked: vm1_Disk1. Please try again in a few minutes.]")]
    [InlineData("disk illegal", 500, "[Cannot create Snapshot. The following attached disks are in ILLEGAL status: vm1_Disk1 - please remove them and try again.]")]
    [InlineData("full", 409, "[Cannot create Snapshot. Low disk space on Storage Domain data1.]")]
    public async Task Snapshot_is_refused_with_the_engines_messages(string why, int status, string detail)
    {
        await BringAboutAsync(why);
        XElement fault = await _world.PostAsync(Path, EngineWorld.Wish("b"), status);
        fault.Element("reason")!.Value.ShouldBe("Operation Failed");
        fault.Element("detail")!.Value.ShouldBe(detail);
    }

    [Fact]
    public async Task Machine_that_has_migrated_is_snapshot_again()
    {
        _world.Vm.Migrate(_world.World.Site("main").Hypervisors[1]);
        (await _world.GetAsync($"vms/{_world.Vm.Id}")).Element("status")!.Value.ShouldBe("migrating");
        _world.Clock.Advance(TimeSpan.FromSeconds(30));
        (await _world.GetAsync($"vms/{_world.Vm.Id}")).Element("status")!.Value.ShouldBe("up");
        await _world.SnapshotAsync();
        _world.Vm.Snapshots.ShouldHaveSingleItem().Status.ShouldBe("ok");
    }

    [Fact]
    public async Task Disks_that_cannot_be_part_of_a_snapshot_are_left_out_or_refused()
    {
        EngineDisk lun = _world.Engine.AddLun(_world.Vm, "lun1");
        EngineDisk shared = _world.Engine.AddDisk(_world.Vm, _world.Domain);
        shared.Shareable = true;
        await _world.SnapshotAsync();
        (_world.Disk.Chain.Count, shared.Chain.Count, lun.Chain.Count).ShouldBe((2, 1, 0));

        (await RefusedAsync(lun.Id)).ShouldBe("[Cannot create Snapshot. Snapshot is not allowed for the following disk(s): lun1.]");
        (await RefusedAsync(shared.Id)).ShouldBe("[Cannot create Snapshot. Snapshot is not allowed for the following disk(s): vm1_Disk3.]");
        (await RefusedAsync(_world.Engine.Vm("vm2").Disks[0].Id)).ShouldBe("[Cannot create Snapshot. The following disk(s) are not attached to the VM vm1: vm2_Disk1.]");
        (await RefusedAsync("11111111-1111-4111-8111-111111111111")).ShouldContain("does not exist: 11111111");
    }

    [Fact]
    public async Task Snapshots_beyond_the_engines_limit_are_refused()
    {
        using EngineWorld world = new(vms: 3, new EngineOptions { SnapshotsAtOnce = 2 });
        await world.PostAsync($"vms/{world.Vm.Id}/snapshots", EngineWorld.Wish("a"));
        await world.PostAsync($"vms/{world.Engine.Vm("vm2").Id}/snapshots", EngineWorld.Wish("a"));
        XElement fault = await world.PostAsync($"vms/{world.Engine.Vm("vm3").Id}/snapshots", EngineWorld.Wish("a"), 409);
        fault.Element("detail")!.Value.ShouldContain("Related operation is currently in progress");
        world.Clock.Advance(TimeSpan.FromSeconds(10));
        await world.PostAsync($"vms/{world.Engine.Vm("vm3").Id}/snapshots", EngineWorld.Wish("a"));
    }

    [Theory]
    [InlineData("no agent", false)]
    [InlineData("mute", false)]
    [InlineData("hangs", false)]
    [InlineData("fine", true)]
    public async Task Guest_that_cannot_be_frozen_is_snapshot_nevertheless_and_an_event_reports_it(string agent, bool quiesced)
    {
        _world.Vm.Machine.HasAgent = agent != "no agent";
        _world.Vm.Machine.AgentIsMute = agent == "mute";
        _world.Vm.Machine.FreezesHang = agent == "hangs";
        await _world.PostAsync(Path, EngineWorld.Wish("a"), correlationId: "run-7");
        _world.Clock.Advance(TimeSpan.FromMinutes(1));
        (await _world.GetAsync(Path)).Elements().First().Element("snapshot_status")!.Value.ShouldBe(agent == "hangs" ? "locked" : "ok");
        _world.Clock.Advance(TimeSpan.FromMinutes(8));
        (await _world.GetAsync(Path)).Elements().First().Element("snapshot_status")!.Value.ShouldBe("ok");
        _world.Vm.Machine.Snapshot("a").Quiesced.ShouldBe(quiesced);
        _world.Vm.Machine.IsFrozen.ShouldBeFalse();
        XElement[] told = [.. (await _world.GetAsync("events?search=type%3D10764")).Elements()];
        told.Length.ShouldBe(quiesced ? 0 : 1);
        told.ShouldAllBe(e => e.Element("correlation_id")!.Value == "run-7" && e.Element("severity")!.Value == "warning");
    }

    [Theory]
    [InlineData(false, true, 1, 0)]
    [InlineData(true, true, 1, 1)]
    [InlineData(false, false, 0, 1)]
    public async Task Engine_that_lets_the_host_freeze_reports_nothing_and_a_strict_one_fails(bool itself, bool allows, int snapshots, int events)
    {
        using EngineWorld world = new(options: new EngineOptions { FreezesItself = itself, AllowsInconsistent = allows });
        await world.PostAsync($"vms/{world.Vm.Id}/snapshots", EngineWorld.Wish("a"));
        world.Clock.Advance(TimeSpan.FromMinutes(1));
        world.Vm.Snapshots.Count.ShouldBe(snapshots);
        world.Engine.Events.Count(e => e.Code == 10764).ShouldBe(events);
    }

    [Fact]
    public async Task Snapshot_that_fails_is_removed_and_its_job_has_failed()
    {
        _world.Vm.FailingSnapshots = 1;
        XElement made = await _world.PostAsync(Path, EngineWorld.Wish("a"), correlationId: "run-8");
        (await JobAsync("run-8")).Element("status")!.Value.ShouldBe("started");
        _world.Clock.Advance(TimeSpan.FromSeconds(10));
        HttpResponseMessage gone = await _world.SendAsync(HttpMethod.Get, made.Attribute("href")!.Value);
        // The id belongs to the active snapshot again, as before.
        (await EngineWorld.ReadAsync(gone, HttpStatusCode.OK)).Element("snapshot_type")!.Value.ShouldBe("active");
        XElement job = await JobAsync("run-8");
        job.Element("status")!.Value.ShouldBe("failed");
        (await _world.GetAsync($"{job.Attribute("href")!.Value}/steps")).Elements().Last().Element("status")!.Value.ShouldBe("failed");
        (await _world.GetAsync("events?search=type%3D69")).Elements().ShouldHaveSingleItem();
        _world.ImagesOf(_world.Disk).Length.ShouldBe(3);
        _world.World.Untidy().ShouldBeEmpty();
    }

    [Fact]
    public async Task Guests_are_frozen_and_thawed_by_hand()
    {
        _world.Vm.Machine.HasAgent = true;
        (await _world.PostAsync($"vms/{_world.Vm.Id}/freezefilesystems", "<action/>", 200)).Element("status")!.Value.ShouldBe("complete");
        _world.Vm.Machine.IsFrozen.ShouldBeTrue();
        await _world.PostAsync($"vms/{_world.Vm.Id}/thawfilesystems", "<action/>", 200);
        _world.Vm.Machine.IsFrozen.ShouldBeFalse();
        XElement failed = await _world.PostAsync($"vms/{_world.Engine.Vm("vm2").Id}/freezefilesystems", "<action/>", 400);
        failed.Element("status")!.Value.ShouldBe("failed");
        failed.Element("fault")!.Element("detail")!.Value.ShouldContain("freeze");
    }

    [Fact]
    public async Task Machine_that_is_deleted_meanwhile_fails_the_job_and_leaves_no_file()
    {
        EngineDisk disk = _world.Disk;
        await _world.PostAsync(Path, EngineWorld.Wish("a"), correlationId: "run-9");
        string id = _world.Vm.Id;
        _world.Vm.Delete();
        _world.Clock.Advance(TimeSpan.FromSeconds(10));
        (await _world.StatusAsync($"vms/{id}")).ShouldBe(HttpStatusCode.NotFound);
        (await JobAsync("run-9")).Element("status")!.Value.ShouldBe("failed");
        _world.ImagesOf(disk).ShouldBeEmpty();
        (await _world.PostAsync($"vms/{id}/snapshots", EngineWorld.Wish("b"), 400)).Element("detail")!.Value.ShouldBe("[Cannot create Snapshot. VM is not found.]");
    }

    [Theory]
    [InlineData("<snapshot/>", "Incomplete parameters")]
    [InlineData("<vm/>", "Request syntactically incorrect.")]
    [InlineData("<snapshot>", "Request syntactically incorrect.")]
    public async Task Body_that_is_no_snapshot_is_refused(string body, string reason) =>
        (await _world.PostAsync(Path, body, 400)).Element("reason")!.Value.ShouldBe(reason);

    private async Task<XElement> JobAsync(string correlationId) => (await _world.GetAsync($"jobs?search=correlation_id%3D{correlationId}")).Elements().Single();

    private async Task<string> RefusedAsync(string disk) => (await _world.PostAsync(
        Path, EngineWorld.Wish("b", $"<disk_attachments><disk_attachment><disk id=\"{disk}\"/></disk_attachment></disk_attachments>"), 400)).Element("detail")!.Value;

    private async Task BringAboutAsync(string why)
    {
        switch (why)
        {
            case "taken":
                await _world.PostAsync(Path, EngineWorld.Wish("a"));
                break;
            case "merging":
                await _world.DeleteAsync(await _world.SnapshotAsync());
                break;
            case "locked":
                _world.Vm.IsLocked = true;
                break;
            case "preview":
                _world.Vm.IsPreviewing = true;
                break;
            case "migrating":
                _world.Vm.Migrate(_world.World.Site("main").Hypervisors[1]);
                break;
            case "disk locked":
                _world.Disk.IsLocked = true;
                break;
            case "disk illegal":
                _world.Disk.IsIllegal = true;
                break;
            case "full":
                _world.Volume.SetFull(true);
                break;
        }
    }
}
