using GlusterDr.Gluster.Agent;
using GlusterDr.Gluster.Cli;
using GlusterDr.Gluster.Content;
using GlusterDr.Gluster.GeoReplication;
using GlusterDr.Gluster.Volumes;
using GlusterDr.Hypervisors;
using GlusterDr.Hypervisors.Ovirt.Engine;
using GlusterDr.Policies;
using GlusterDr.Remote.Secrets;
using GlusterDr.Replication;
using GlusterDr.Simulators;
using GlusterDr.TestKit;
using GlusterDr.Vms;
using Microsoft.Extensions.Logging.Abstractions;

namespace GlusterDr.Tests.Simulators;

/// <summary>The product's clients on simulated sites: both understand each other, and no unexpected command is sent.</summary>
public sealed class ClientTests
{
    private const string Run = "sync-a-20260101T000000Z";

    private readonly Simulation _simulation = new();
    private readonly SimulatedWorld _world;

    public ClientTests() => _world = Scenarios.TwoSites(_simulation.Clock, machines: 4);

    private SimulatedVolume Primary => _world.Site("main").Volume("gv1");

    private SimulatedVolume Secondary => _world.Site("backup").Volume("gv2");

    private GlusterPool PrimaryPool => new(_world.Site("main").AsSite().GlusterNodes());

    private GlusterPool SecondaryPool => new(_world.Site("backup").AsSite().GlusterNodes());

    private static GeoRepSession Session => new("gv1", null, "s1", "gv2");

    [Fact]
    public async Task Whole_run_by_hand_leaves_a_proven_copy_and_nothing_behind()
    {
        await _simulation.RunUntilAsync(() => RunByHandAsync());

        foreach (SimulatedMachine machine in _world.Machines.All)
        {
            _world.WhyNotVerified(Secondary, machine.Name, Run).ShouldBeNull();
        }

        _world.Untidy().ShouldBeEmpty();
        _world.Violations.ShouldBeEmpty();
    }

    [Fact]
    public async Task Agent_reads_writes_and_marks_files_and_inspects_bricks()
    {
        VolumeAgent agent = new(_world, NullLogger<VolumeAgent>.Instance);
        await _simulation.RunUntilAsync(() => WorkAsync());
        _world.UnexpectedCommands.ShouldBeEmpty();

        async Task WorkAsync()
        {
            await agent.WriteAsync(PrimaryPool, "gv1", [new VolumeAgent.SmallFile("d/a", "one")]);
            FileFacts facts = (await agent.ProbeAsync(PrimaryPool, "gv1", [new FileProbe("d/a") { Whole = true }], TimeSpan.FromMinutes(1)))[0];
            facts.Size.ShouldBe(3);
            facts.Digest.ShouldNotBeNull();
            (await agent.TriggerAsync(PrimaryPool, "gv1", ["d/a", "nosuch"], TimeSpan.FromMinutes(1)))[1].Problem.ShouldNotBeNull();
            (await agent.GetSpaceAsync(PrimaryPool, "gv1")).FreeBytes.ShouldBeGreaterThan(0);
            DateTimeOffset mark = await agent.WriteMarkerAsync(PrimaryPool, "gv1");
            mark.ShouldBeLessThanOrEqualTo(_simulation.Clock.GetUtcNow());

            DateTimeOffset since = _simulation.Clock.GetUtcNow();
            _simulation.Clock.Advance(TimeSpan.FromSeconds(2));
            Primary.RestartBrick(0);
            _simulation.Clock.Advance(TimeSpan.FromSeconds(20));
            BrickFacts brick = (await agent.InspectBricksAsync(PrimaryPool.Nodes[0], [Primary.Bricks[0].Path], since))[0];
            brick.UnlistedChangelogs.Count.ShouldBe(1);
            brick.ProcessStarted!.Value.ShouldBeGreaterThan(since);
        }
    }

    private async Task RunByHandAsync()
    {
        GlusterClient gluster = new(_world, _simulation.Clock, NullLogger<GlusterClient>.Instance);
        VolumeAgent agent = new(_world, NullLogger<VolumeAgent>.Instance);
        EngineConnections engines = new(new EngineHandlerFactory(), new SecretReader(), _simulation.Clock, NullLoggerFactory.Instance);
        HypervisorFactory factory = new(_world, engines, _simulation.Clock, NullLoggerFactory.Instance);
        IHypervisor hypervisor = factory.Create(_world.Site("main").AsSite().Hypervisor!);
        StorageDomain domain = new(_world.Site("main").AsSite(), "gv1");

        await hypervisor.RefreshDefinitionsAsync(domain, default);
        IReadOnlyList<VirtualMachine> machines = await hypervisor.ListAsync(domain, default);
        machines.Count.ShouldBe(4);
        SnapshotRequest request = new(Run, SnapshotKind.External, QuiesceMode.Try, TimeSpan.FromMinutes(1));
        VmSnapshot[] snapshots = await Task.WhenAll(machines.Select(m => hypervisor.SnapshotAsync(domain, m, request, default)));

        await gluster.SetCheckpointAsync(PrimaryPool, Session);
        DateTimeOffset checkpoint = await gluster.ReadCheckpointAsync(PrimaryPool, Session, null);
        DateTimeOffset marker = await agent.WriteMarkerAsync(PrimaryPool, "gv1");
        await Task.Delay(TimeSpan.FromSeconds(16.5), _simulation.Clock);
        await gluster.StartSessionAsync(PrimaryPool, Session);
        GlusterVolume volume = await gluster.GetVolumeAsync(PrimaryPool, "gv1");
        GeoRepStatus status = await gluster.GetSessionStatusAsync(PrimaryPool, Session);
        while (!CheckpointEvaluator.Evaluate(status, volume, Session, checkpoint).IsComplete || !MarkerEvaluator.Evaluate(status, volume, marker).Passed)
        {
            await Task.Delay(TimeSpan.FromSeconds(1), _simulation.Clock);
            status = await gluster.GetSessionStatusAsync(PrimaryPool, Session);
        }

        FileProbe[] probes = [.. snapshots.SelectMany(s => s.Disks).Select(d => new FileProbe(d.BasePath) { Whole = true })];
        ContentComparer.Compare(
            await agent.ProbeAsync(PrimaryPool, "gv1", probes, TimeSpan.FromMinutes(5)),
            await agent.ProbeAsync(SecondaryPool, "gv2", probes, TimeSpan.FromMinutes(5))).ShouldBeEmpty();
        await gluster.StopSessionAsync(PrimaryPool, Session);
        await Task.WhenAll(snapshots.Select(s => MergeAsync(hypervisor, domain, s)));
        await agent.DeleteAsync(SecondaryPool, "gv2", [.. snapshots.SelectMany(s => s.Disks).Select(d => d.OverlayPath!)]);
    }

    private static async Task MergeAsync(IHypervisor hypervisor, StorageDomain domain, VmSnapshot snapshot)
    {
        while (!(await hypervisor.MergeAsync(domain, snapshot, TimeSpan.FromMinutes(2), default)).Done)
        {
        }
    }
}
