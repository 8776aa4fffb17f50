using GlusterDr.Errors;
using GlusterDr.Hypervisors;
using GlusterDr.Hypervisors.Ovirt.Engine;
using GlusterDr.Policies;
using GlusterDr.Remote.Secrets;
using GlusterDr.Simulators;
using GlusterDr.TestKit;
using GlusterDr.Vms;
using Microsoft.Extensions.Logging.Abstractions;

namespace GlusterDr.Tests.Simulators;

/// <summary>Machines, through the product's client for libvirt: quiescing, merging, and their failures.</summary>
public sealed class MachineTests
{
    private const string Run = "sync-a-20260101T000000Z";

    private readonly Simulation _simulation = new();
    private readonly SimulatedWorld _world;
    private readonly IHypervisor _hypervisor;
    private readonly StorageDomain _domain;

    public MachineTests()
    {
        _world = Scenarios.TwoSites(_simulation.Clock, machines: 2);
        _domain = new StorageDomain(_world.Site("main").AsSite(), "gv1");
        EngineConnections engines = new(new EngineHandlerFactory(), new SecretReader(), _simulation.Clock, NullLoggerFactory.Instance);
        _hypervisor = new HypervisorFactory(_world, engines, _simulation.Clock, NullLoggerFactory.Instance).Create(_domain.Site.Hypervisor!);
    }

    private SimulatedMachine Machine => _world.Machines["vm1"];

    private SimulatedVolume Volume => _world.Site("main").Volume("gv1");

    [Fact]
    public async Task Base_image_does_not_change_while_the_guest_writes_to_the_overlay_and_the_merge_keeps_all_data()
    {
        await SnapshotAsync();
        long frozen = Machine.Snapshot(Run).Records;
        _simulation.Clock.Advance(TimeSpan.FromMinutes(5));
        _world.JournalAt(Volume, "vm1").Records.ShouldBe(frozen);
        Machine.RecordsAt(_simulation.Clock.GetUtcNow()).ShouldBeGreaterThan(frozen + 2000);

        await MergeAsync();

        Machine.IsOnOverlay.ShouldBeFalse();
        _world.JournalAt(Volume, "vm1").IsWhole.ShouldBeTrue();
        _world.JournalAt(Volume, "vm1").Records.ShouldBe(Machine.RecordsAt(_simulation.Clock.GetUtcNow()));
        _world.Untidy().ShouldBeEmpty();
    }

    [Fact]
    public async Task Mute_agent_prevents_only_the_quiescing_where_that_is_optional()
    {
        Machine.HasAgent = true;
        (await SnapshotAsync()).Quiesced.ShouldBeTrue();
        await MergeAsync();

        Machine.AgentIsMute = true;
        (await SnapshotAsync(run: "sync-a-20260101T010000Z")).Quiesced.ShouldBeFalse();
        await MergeAsync();
        (await Should.ThrowAsync<DrException>(() => SnapshotAsync(QuiesceMode.Require, "sync-a-20260101T020000Z"))).Error.Code.ShouldBe(ErrorCodes.QuiesceFailed);
    }

    [Fact]
    public async Task Guest_is_thawed_when_a_freeze_hangs()
    {
        Machine.HasAgent = true;
        Machine.FreezesHang = true;
        DateTimeOffset start = _simulation.Clock.GetUtcNow();

        (await SnapshotAsync()).Quiesced.ShouldBeFalse();

        Machine.IsFrozen.ShouldBeFalse();
        (_simulation.Clock.GetUtcNow() - start).ShouldBeLessThan(TimeSpan.FromMinutes(1));
    }

    [Theory]
    [InlineData("not ready")]
    [InlineData("job vanishes")]
    [InlineData("libvirt restarts")]
    [InlineData("shut off")]
    [InlineData("migrated")]
    [InlineData("shut off in mid-merge")]
    public async Task Merge_succeeds_despite(string trouble)
    {
        await SnapshotAsync();
        switch (trouble)
        {
            case "not ready":
                Machine.RefusedPivots = 3;
                break;
            case "job vanishes":
                _world.When("virsh blockcommit").Once().DoAfter(Machine.BreakMerges);
                break;
            case "libvirt restarts":
                _world.When("virsh blockcommit").Once().DoAfter(() => Machine.Hypervisor.RestartLibvirt());
                break;
            case "shut off":
                Machine.Stop();
                break;
            case "migrated":
                Machine.MigrateTo(_world.Site("main").Hypervisors[1]);
                break;
            case "shut off in mid-merge":
                _world.When("virsh blockcommit").Once().DoAfter(Machine.Stop);
                break;
        }

        await MergeAsync();
        _world.Untidy().ShouldBeEmpty();
        _world.JournalAt(Volume, "vm1").IsWhole.ShouldBeTrue();
    }

    [Fact]
    public async Task Merge_that_never_converges_is_never_done_and_does_no_harm()
    {
        Machine.MergeNeverConverges = true;
        await SnapshotAsync();
        MergeProgress progress = await _simulation.RunUntilAsync(() => _hypervisor.MergeAsync(_domain, _snapshot!, TimeSpan.FromMinutes(2), default));
        progress.Done.ShouldBeFalse();
        Machine.IsOnOverlay.ShouldBeTrue();

        Machine.MergeNeverConverges = false;
        await MergeAsync();
        _world.Untidy().ShouldBeEmpty();
    }

    [Fact]
    public async Task Full_volume_refuses_overlays()
    {
        Volume.SetFull(true);
        (await Should.ThrowAsync<DrException>(() => SnapshotAsync())).Error.Code.ShouldBe(ErrorCodes.NoSpaceForOverlays);
        Machine.IsOnOverlay.ShouldBeFalse();
    }

    [Fact]
    public async Task World_sees_an_overlay_deleted_from_under_its_machine()
    {
        await SnapshotAsync();
        new Commander(_world, _simulation).Run("h1", "rm", "-f", "--", $"{Volume.MountPath}/vms/vm1.qcow2.{Run}");
        _world.Violations.ShouldHaveSingleItem().What.ShouldContain("in a chain of vm1");
        _world.Untidy().ShouldContain(u => u.Contains("is gone", StringComparison.Ordinal));
    }

    private VmSnapshot? _snapshot;

    private async Task<VmSnapshot> SnapshotAsync(QuiesceMode quiesce = QuiesceMode.Try, string run = Run)
    {
        IReadOnlyList<VirtualMachine> machines = await _simulation.RunUntilAsync(() => _hypervisor.ListAsync(_domain, default));
        SnapshotRequest request = new(run, SnapshotKind.External, quiesce, TimeSpan.FromMinutes(1));
        return _snapshot = await _simulation.RunUntilAsync(() => _hypervisor.SnapshotAsync(_domain, machines.Single(m => m.Name == "vm1"), request, default));
    }

    private async Task MergeAsync()
    {
        while (!(await _simulation.RunUntilAsync(() => _hypervisor.MergeAsync(_domain, _snapshot!, TimeSpan.FromMinutes(2), default))).Done)
        {
        }
    }
}
