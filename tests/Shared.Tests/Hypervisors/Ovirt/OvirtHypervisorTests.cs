using GlusterDr.Errors;
using GlusterDr.Hypervisors;
using GlusterDr.Policies;
using GlusterDr.Simulators;
using GlusterDr.Vms;

namespace GlusterDr.Tests.Shared.Hypervisors.Ovirt;

public sealed class OvirtHypervisorTests
{
    [Fact]
    public async Task Images_below_the_base_image_are_part_of_the_manifest()
    {
        using HypervisorWorld world = new();
        world.Engine.AddSnapshot(world.Engine.Vm("vm1"), "before the upgrade");
        world.Engine.AddSnapshot(world.Engine.Vm("vm1"), "after the upgrade");

        VmSnapshot snapshot = await world.SnapshotAsync(await world.VmAsync());

        SnapshotDisk disk = snapshot.Disks.ShouldHaveSingleItem();
        string[] chain = [disk.OverlayPath!, disk.BasePath, .. disk.BackingPaths];
        chain.ShouldBe(HypervisorWorld.PathsOf(world.Engine.Vm("vm1").Disks[0]));
        (await world.MergeAsync(snapshot)).ShouldBe(new MergeProgress(Done: true, 100));
        world.Engine.UnexpectedRequests.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_snapshot_that_somebody_takes_in_mid_run_is_not_taken_for_ours()
    {
        using HypervisorWorld world = new();
        EngineVm vm = world.Engine.Vm("vm1");
        VirtualMachine planned = await world.VmAsync();
        world.Engine.When("engine GET vms").After(1).Once().DoBefore(() =>
            world.World.In(world.Engine.Options.SnapshotTime + TimeSpan.FromMilliseconds(1), () => world.Engine.AddSnapshot(vm, "backup")));

        VmSnapshot snapshot = await world.SnapshotAsync(planned);

        string[] chain = HypervisorWorld.PathsOf(vm.Disks[0]);
        snapshot.Disks[0].OverlayPath.ShouldBe(chain[1], "the backup's overlay is above ours");
        snapshot.Disks[0].BasePath.ShouldBe(chain[2]);

        MergeProgress merged = await world.MergeAsync(snapshot);

        merged.Done.ShouldBeTrue();
        merged.Note.ShouldNotBeNull().ShouldContain("somebody else took a snapshot");
        vm.Snapshots.Select(s => s.Description).ShouldBe(["backup"]);
    }

    [Fact]
    public async Task A_snapshot_that_a_killed_step_took_is_found_with_the_same_manifest()
    {
        using HypervisorWorld world = new();
        VirtualMachine planned = await world.VmAsync();

        VmSnapshot first = await world.SnapshotAsync(planned);
        VmSnapshot again = await world.SnapshotAsync(planned);
        VmSnapshot leftover = (await world.DoAsync(() => world.Hypervisor.FindLeftoversAsync(world.Domain, default))).ShouldHaveSingleItem();

        world.Engine.Vm("vm1").Snapshots.Count.ShouldBe(1);
        foreach (VmSnapshot found in new[] { again, leftover })
        {
            found.Disks[0].ShouldBeEquivalentTo(first.Disks[0]);
            found.RunId.ShouldBe(HypervisorWorld.RunId);
        }
    }

    [Theory]
    [InlineData(QuiesceMode.Try, 2, 2)]
    [InlineData(QuiesceMode.Require, 4, 2)]
    public async Task It_needs_few_requests_per_machine_and_all_share_the_lists(QuiesceMode quiesce, int mostToSnapshot, int mostToMerge)
    {
        using HypervisorWorld world = new(vms: 40);
        IReadOnlyList<VirtualMachine> all = await world.ListAsync();
        int before = world.Engine.Exchanges.Count;

        VmSnapshot[] snapshots = await world.DoAsync(() => Task.WhenAll(all.Select(vm => world.StartSnapshotAsync(vm, quiesce))));
        int between = world.Engine.Exchanges.Count;
        await world.DoAsync(() => Task.WhenAll(snapshots.Select(world.StartMergeAsync)));

        Check([.. world.Engine.Exchanges.Take(between).Skip(before)], mostToSnapshot);
        Check([.. world.Engine.Exchanges.Skip(between)], mostToMerge);

        void Check(EngineExchange[] exchanges, int mostOfEach)
        {
            // A few may be read individually: a VM whose wait begins just after a shared list does not wait for the next list.
            exchanges.Count(e => !IsShared(e)).ShouldBeLessThanOrEqualTo((all.Count * mostOfEach) + (all.Count / 10));
            exchanges.Count(IsShared).ShouldBeLessThan(all.Count, "one list call serves all that wait");
        }

        static bool IsShared(EngineExchange exchange) => exchange.Query.Contains("search=", StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_chain_that_somebody_changed_since_the_plan_is_read_anew()
    {
        using HypervisorWorld world = new();
        EngineVm vm = world.Engine.Vm("vm1");
        world.Engine.AddSnapshot(vm, "first");
        VirtualMachine planned = await world.VmAsync();
        planned.Disks[0].Chain.Count.ShouldBe(2);
        world.Engine.AddSnapshot(vm, "second");

        VmSnapshot snapshot = await world.SnapshotAsync(planned);

        string[] chain = [snapshot.Disks[0].OverlayPath!, snapshot.Disks[0].BasePath, .. snapshot.Disks[0].BackingPaths];
        chain.ShouldBe(HypervisorWorld.PathsOf(vm.Disks[0]));
        chain.Length.ShouldBe(4);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_guest_frozen_by_a_killed_step_is_thawed_whatever_the_snapshots_result(bool wasAskedFor)
    {
        using HypervisorWorld world = new();
        EngineVm vm = world.Engine.Vm("vm1");
        VirtualMachine planned = await world.VmAsync();
        vm.FailingSnapshots = 1;
        if (wasAskedFor)
        {
            world.Engine.When("engine POST snapshots").Once().CutAfterEffect();
            await Should.ThrowAsync<DrException>(world.SnapshotAsync(planned));
        }
        else
        {
            vm.IsPreviewing = true;
        }

        vm.Freeze();
        DrException refused = await Should.ThrowAsync<DrException>(world.SnapshotAsync(planned, QuiesceMode.Require));

        vm.Machine.IsFrozen.ShouldBeFalse(refused.Error.Message);
    }

    [Fact]
    public async Task A_guest_that_may_still_be_frozen_is_reported()
    {
        using HypervisorWorld world = new();
        VirtualMachine planned = await world.VmAsync();
        world.Engine.When("engine POST thawfilesystems").Times(20).AnswerFault(400, "Unable to thaw guest filesystems");

        (await world.SnapshotAsync(planned, QuiesceMode.Require)).Note.ShouldNotBeNull().ShouldContain("may still be frozen");
    }

    [Fact]
    public async Task Of_two_volumes_of_a_name_the_one_is_meant_that_is_mounted_from_the_policys_nodes()
    {
        using HypervisorWorld world = new();
        world.Engine.AddForeignDomain("other", "elsewhere.example", "gv1");

        (await world.VmAsync()).Disks.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Definitions_are_written_when_it_says_so()
    {
        using HypervisorWorld world = new();
        DateTimeOffset begun = world.Clock.GetUtcNow();

        await world.DoAsync(() => world.Hypervisor.RefreshDefinitionsAsync(world.Domain, default));

        (world.Clock.GetUtcNow() - begun).ShouldBeGreaterThanOrEqualTo(world.Engine.Options.DefinitionsTime);
        world.Engine.Jobs.ShouldAllBe(j => j.Status == "finished");
    }

    [Theory]
    [InlineData(true, 0)]
    [InlineData(false, 1)]
    public async Task A_volume_that_the_engine_does_not_manage_is_warned_of(bool manages, int warnings)
    {
        using HypervisorWorld world = new(options: new EngineOptions { ManagesGluster = manages });

        StorageDomainFacts facts = await world.DoAsync(() => world.Hypervisor.VerifyStorageDomainAsync(world.Domain, default));

        facts.Warnings.Count(w => w.Code == ErrorCodes.VolumeUnmanaged && w.Message.Contains("gv1", StringComparison.Ordinal)).ShouldBe(warnings);
        world.Volume.Files.Keys.ShouldContain(facts.ExpectedFiles.ShouldHaveSingleItem().Path, "what is there proves the place");
    }

    [Fact]
    public async Task Disks_on_several_storage_domains_are_in_one_snapshot()
    {
        using HypervisorWorld world = new();
        SimulatedVolume second = world.AddVolume("gv9");
        EngineDomain data2 = world.Engine.AddDomain("data2", second);
        EngineDisk elsewhere = world.Engine.AddDisk(world.Engine.Vm("vm1"), data2);

        (await world.VmAsync()).DisksElsewhere.ShouldHaveSingleItem().ShouldContain(elsewhere.Alias);

        world.Domain = world.Domain with { Further = ["gv9"] };
        VirtualMachine vm = await world.VmAsync();
        VmSnapshot snapshot = await world.SnapshotAsync(vm);

        vm.DisksElsewhere.ShouldBeEmpty();
        snapshot.Disks.Select(d => d.Volume).ShouldBe([null, "gv9"], ignoreOrder: true);
        world.Engine.Vm("vm1").Snapshots.Count.ShouldBe(1, "one snapshot of both");
        second.Files.Keys.ShouldContain(snapshot.Disks.Single(d => d.Volume == "gv9").BasePath);
        (await world.MergeAsync(snapshot)).Done.ShouldBeTrue();

        IHypervisor.Notice notice = new(HypervisorWorld.RunId, "ended", NoticeSeverity.Warning, "It fell short.", IsLast: true);
        await world.DoAsync(() => world.Hypervisor.NotifyAsync(world.Domain, notice, default));
        await world.DoAsync(() => world.Hypervisor.NotifyAsync(world.Domain, notice, default));

        world.Engine.Domains.Select(d => d.ExternalStatus).ShouldBe(["warning", "warning"]);
        world.Engine.Events.Count(e => e.Origin == "GlusterDr").ShouldBe(2, "told once a domain, however often");
    }
}
