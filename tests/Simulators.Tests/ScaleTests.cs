using GlusterDr.Remote;
using GlusterDr.Simulators;
using GlusterDr.Sites;
using GlusterDr.TestKit;

namespace GlusterDr.Tests.Simulators;

/// <summary>A thousand machines need little time and memory.</summary>
public sealed class ScaleTests
{
    private const int Machines = 1000;

    [Fact]
    public async Task Thousand_machines_need_little_memory_and_a_run_of_them_little_time()
    {
        FakeTimeProvider clock = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
        long before = GC.GetTotalMemory(forceFullCollection: true);
        SimulatedWorld world = Scenarios.TwoSites(clock, Machines, new WorldOptions { Latency = new LatencyTable { Factor = 0 } });
        SimulatedVolume volume = world.Site("main").Volume("gv1");
        const string run = "sync-a-20260101T000000Z";
        clock.Advance(TimeSpan.FromMinutes(1));

        foreach (SimulatedMachine machine in world.Machines.All)
        {
            string image = $"{volume.MountPath}/{machine.Disks[0].Layers[0]}";
            await VirshAsync(world, machine, $"snapshot-create-as {machine.Uuid} {run} --disk-only --atomic --no-metadata --diskspec vda,snapshot=external,file={image}.{run}");
        }

        world.Sessions[0].World.Change(() => world.Sessions[0].Start());
        clock.Advance(TimeSpan.FromMinutes(10));
        world.WhyNotVerified(world.Site("backup").Volume("gv2"), "vm1000", run).ShouldBeNull();
        foreach (SimulatedMachine machine in world.Machines.All)
        {
            string image = $"{volume.MountPath}/{machine.Disks[0].Layers[^1]}";
            await VirshAsync(world, machine, $"blockcommit {machine.Uuid} vda --active --base {image} --top {image}.{run}");
        }

        (GC.GetTotalMemory(forceFullCollection: true) - before).ShouldBeLessThan(20L << 20);
        GC.KeepAlive(world);
    }

    private static async Task VirshAsync(SimulatedWorld world, SimulatedMachine machine, string command)
    {
        RemoteHost host = new(machine.Hypervisor.Node.Name, new SshSettings());
        RemoteResult result = await world.RunAsync(host, new RemoteCommand(["virsh", "-q", "-c", "qemu:///system", .. command.Split(' ')], TimeSpan.FromMinutes(1)));
        result.ExitCode.ShouldBe(0, result.StandardError);
    }
}
