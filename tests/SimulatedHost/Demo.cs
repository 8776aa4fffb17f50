using GlusterDr.Simulators;

namespace GlusterDr.SimulatedHost;

/// <summary>The demo on simulated sites: first with libvirt, then with an oVirt engine.</summary>
internal static class Demo
{
    private const int Guests = 12;
    private const int Vms = 24;

    /// <summary>Runs the demo. Returns the exit code.</summary>
    public static async Task<int> RunAsync()
    {
        int code = await LibvirtAsync();
        if (code == 0)
        {
            code = await OvirtAsync();
        }

        Console.WriteLine("\n== no drill: there is no guest to boot. The lab has one: ./demo as root on Debian with FUSE.");
        return code;
    }

    private static async Task<int> LibvirtAsync()
    {
        Console.WriteLine($"{Guests} guests on 2 KVM hosts, 3 Gluster nodes, one secondary.");
        using DemoStage stage = new(Shorten(Scenarios.TwoSites(TimeProvider.System, Guests)));
        return await stage.PlayAsync(runs: 2);
    }

    private static async Task<int> OvirtAsync()
    {
        Console.WriteLine($"\n{Vms} VMs of an oVirt engine, on 2 hosts, 3 Gluster nodes, one secondary. The engine is simulated, and what");
        Console.WriteLine("goes to it and back is not: REST over https, by a port of this machine. It is quicker than a real one.");
        WorldOptions options = new() { Latency = { Factor = 0.2 } };
        EngineOptions quick = new() { SnapshotTime = TimeSpan.FromSeconds(1), MergeTime = TimeSpan.FromSeconds(1) };
        SimulatedEngine engine = Scenarios.AddEngine(Shorten(Scenarios.TwoSites(TimeProvider.System, machines: 0, options)), Vms, quick);
        await using EngineListener listener = await EngineListener.StartAsync(engine);
        using DemoStage stage = new(engine.Site.World, listener);
        int code = await stage.PlayAsync(runs: 1);
        Console.WriteLine($"\n== what the engine's administrators see, of {engine.Exchanges.Count} requests");
        foreach (EngineEvent told in engine.Events.Where(e => e.Origin == "GlusterDr"))
        {
            Console.WriteLine($"{told.Time:HH:mm:ss}Z  {told.Severity}: {told.Description}");
        }

        return code;
    }

    /// <summary>Shortens the wait for new changelogs: 5 s instead of Gluster's default of 15 s.</summary>
    private static SimulatedWorld Shorten(SimulatedWorld world)
    {
        SimulatedVolume volume = world.Site("main").Volume("gv1");
        volume.Options.Set("changelog.rollover-time", "5");
        volume.SetRolloverTime(TimeSpan.FromSeconds(5));
        return world;
    }
}
