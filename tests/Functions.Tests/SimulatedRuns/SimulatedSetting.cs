using GlusterDr.Policies;
using GlusterDr.Runs;
using GlusterDr.Simulators;
using GlusterDr.Sites;

namespace GlusterDr.Tests.Functions.SimulatedRuns;

/// <summary>Two simulated sites in real time, with short latencies, and the policy for them.</summary>
internal static class SimulatedSetting
{
    /// <summary>The sites.</summary>
    /// <param name="machines">The number of machines that libvirt manages.</param>
    /// <param name="workerStart">How long a session takes to start.</param>
    public static SimulatedWorld World(int machines, TimeSpan? workerStart = null) => Scenarios.TwoSites(TimeProvider.System, machines, new WorldOptions
    {
        WorkerStart = workerStart ?? TimeSpan.FromSeconds(0.2),
        BatchOverhead = TimeSpan.FromSeconds(0.1),
        Latency = new LatencyTable { Factor = 0.05 },
    });

    /// <summary>An oVirt engine that manages machines there.</summary>
    public static SimulatedEngine Engine(SimulatedWorld world, int machines) => Scenarios.AddEngine(world, machines, new EngineOptions
    {
        SnapshotTime = TimeSpan.FromSeconds(0.3),
        MergeTime = TimeSpan.FromSeconds(0.3),
        DefinitionsTime = TimeSpan.FromSeconds(0.1),
    });

    public static Policy Policy(HypervisorSettings hypervisor) => new()
    {
        Name = "vms",
        Volume = "gv1",
        Site = new Site { Name = "main", GlusterHosts = ["p1", "p2", "p3"], Hypervisor = hypervisor },
        Changelog = new ChangelogSettings { RolloverTime = 3, ChangeInterval = 1 },
        Destinations =
        [
            new Destination
            {
                Name = "backup",
                Site = new Site { Name = "backup", GlusterHosts = ["s1"] },
                Volume = "gv2",
                SessionHost = "s1",
            },
        ],
    };

    /// <summary>Asserts that the run succeeded, that each machine's data is at the secondary, and that nothing is left behind.</summary>
    /// <param name="world">The sites.</param>
    /// <param name="report">The report of the run.</param>
    /// <param name="machines">How many VMs it had.</param>
    /// <param name="killed">
    /// Whether processes were killed. A command of a killed process can then reach a host together with one of the next. The host refuses the second merge of
    /// a disk, which changes nothing.
    /// </param>
    public static void ShouldBeGood(SimulatedWorld world, RunReport report, int machines, bool killed = false)
    {
        report.Run.State.ShouldBe(RunState.Succeeded, string.Join("; ", report.Run.Warnings.Prepend(report.Run.Error)));
        report.Vms.Count.ShouldBe(machines);
        report.Vms.ShouldAllBe(vm => vm.State == VmState.Merged);
        report.Destinations.ShouldHaveSingleItem().RecoveryPoint.ShouldNotBeNull();
        SimulatedVolume secondary = world.Site("backup").Volume("gv2");
        foreach (RunVm vm in report.Vms)
        {
            world.WhyNotVerified(secondary, vm.Vm.Name, report.Run.Id).ShouldBeNull();
        }

        world.Untidy().Where(what => !killed || !what.EndsWith("is started while one runs", StringComparison.Ordinal)).ShouldBeEmpty();
    }
}
