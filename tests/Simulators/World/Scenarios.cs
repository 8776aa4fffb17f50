namespace GlusterDr.Simulators;

/// <summary>Ready-made simulated sites.</summary>
public static class Scenarios
{
    /// <summary>
    /// Site <c>main</c>: nodes p1 p2 p3 with volume gv1 (replica 3), KVM hosts h1 h2 with machines vm1, vm2 ...; site
    /// <c>backup</c>: node s1 with volume gv2 (distribute, 2 bricks); a session between them, stopped, with its first crawl done.
    /// </summary>
    /// <param name="time">The clock.</param>
    /// <param name="machines">How many machines.</param>
    /// <param name="options">Properties of the simulated systems.</param>
    public static SimulatedWorld TwoSites(TimeProvider time, int machines = 3, WorldOptions? options = null)
    {
        SimulatedWorld world = new(time, options);
        SimulatedSite main = world.AddSite("main").AddNodes("p1", "p2", "p3").AddHypervisors("h1", "h2");
        SimulatedVolume volume = main.AddVolume("gv1");
        AddSecondary(world, volume, "backup", "s1", "gv2");
        AddMachines(world, volume, machines);
        return world;
    }

    /// <summary>As <see cref="TwoSites"/>, with a second destination: site <c>far</c>, node t1, volume gv3.</summary>
    public static SimulatedWorld ThreeSites(TimeProvider time, int machines = 3, WorldOptions? options = null)
    {
        SimulatedWorld world = TwoSites(time, machines, options);
        AddSecondary(world, world.Site("main").Volume("gv1"), "far", "t1", "gv3");
        return world;
    }

    /// <summary>A world by its name: <c>two-sites</c>, <c>three-sites</c>, <c>distributed</c> or <c>ovirt</c>.</summary>
    /// <exception cref="ArgumentException">There is no scenario of that name.</exception>
    public static SimulatedWorld Named(string name, TimeProvider time, int machines = 3, WorldOptions? options = null, EngineOptions? engine = null) => name switch
    {
        "two-sites" => TwoSites(time, machines, options),
        "three-sites" => ThreeSites(time, machines, options),
        "distributed" => Distributed(time, machines, options),
        "ovirt" => AddEngine(TwoSites(time, machines: 0, options), machines, engine).World,
        _ => throw new ArgumentException($"There is no scenario '{name}': two-sites, three-sites, distributed, ovirt.", nameof(name)),
    };

    /// <summary>As <see cref="TwoSites"/>, with a primary of two replica sets.</summary>
    public static SimulatedWorld Distributed(TimeProvider time, int machines = 3, WorldOptions? options = null)
    {
        SimulatedWorld world = new(time, options);
        SimulatedSite main = world.AddSite("main").AddNodes("p1", "p2", "p3").AddHypervisors("h1", "h2");
        SimulatedVolume volume = main.AddVolume("gv1", VolumeType.DistributedReplicate, bricks: 6);
        AddSecondary(world, volume, "backup", "s1", "gv2");
        AddMachines(world, volume, machines);
        return world;
    }

    /// <summary>Adds an oVirt engine that manages the hosts of site <c>main</c>, with the storage domain data1 on gv1 and machines vm1, vm2 ... on it.</summary>
    public static SimulatedEngine AddEngine(SimulatedWorld world, int machines, EngineOptions? options = null)
    {
        SimulatedSite main = world.Site("main");
        SimulatedEngine engine = new(main, options);
        EngineDomain domain = engine.AddDomain("data1", main.Volume("gv1"));
        for (int i = 1; i <= machines; i++)
        {
            engine.AddVm($"vm{i}", domain);
        }

        return engine;
    }

    /// <summary>A policy, as YAML, that protects the first volume of a world with all its sessions.</summary>
    /// <param name="world">The world.</param>
    /// <param name="engine">How to reach the oVirt engine that manages the machines. Null: libvirt manages them.</param>
    public static string PolicyOf(SimulatedWorld world, EngineAccess? engine = null)
    {
        SimulatedVolume volume = world.Sessions[0].Primary;
        string hypervisor = engine is null ? $"""
                kind: libvirt
                hosts: [{Names(volume.Site.Hypervisors.Select(h => h.Node))}]
            """ : $"""
                kind: ovirt
                engine: {engine.Url}
                user: {engine.User}
                password: {engine.Password}
                ca: {engine.CaFile}
            """;
        IEnumerable<string> destinations = world.Sessions.Where(s => s.Primary == volume).Select(s => $"""
              - name: {s.Secondary.Site.Name}
                site:
                  name: {s.Secondary.Site.Name}
                  gluster: [{Names(s.Secondary.Site.Pool)}]
                volume: {s.Secondary.Name}
                session:
                  host: {s.SecondaryUrl.Split("::")[0]}

            """);
        return $"""
            policy: demo
            site:
              name: {volume.Site.Name}
              gluster: [{Names(volume.Site.Pool)}]
              hypervisor:
            {hypervisor}
            volume: {volume.Name}
            destinations:
            {string.Concat(destinations)}
            """;
    }

    private static string Names(IEnumerable<SimulatedNode> nodes) => string.Join(", ", nodes.Select(n => n.Name));

    /// <summary>Adds a site with a volume, and a session to it that has replicated everything.</summary>
    public static SimulatedSession AddSecondary(SimulatedWorld world, SimulatedVolume primary, string site, string node, string volume)
    {
        world.AddSite(site).AddNodes(node);
        return AddCopy(world, primary, site, node, volume);
    }

    /// <summary>Adds a volume to a site, and a session to it that has replicated everything.</summary>
    public static SimulatedSession AddCopy(SimulatedWorld world, SimulatedVolume primary, string site, string node, string volume)
    {
        SimulatedVolume secondary = world.Site(site).AddVolume(volume, VolumeType.Distribute, bricks: 2);
        return world.Change(() =>
        {
            SimulatedSession session = GeoRepCreateCommand.Create(primary, secondary, $"{node}::{volume}");
            session.Config.Set("secondary_access_mount", "true");
            secondary.Options.Set("features.read-only", "on");
            world.AddSession(session);
            session.MakeCurrent();
            return session;
        });
    }

    /// <summary>Adds machines to the site's hosts in turn.</summary>
    public static void AddMachines(SimulatedWorld world, SimulatedVolume volume, int count)
    {
        IReadOnlyList<SimulatedHypervisor> hosts = volume.Site.Hypervisors;
        int first = world.Machines.All.Count;
        for (int i = 0; i < count; i++)
        {
            hosts[i % hosts.Count].AddMachine($"vm{first + i + 1}", volume);
        }
    }
}
