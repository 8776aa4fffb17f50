using GlusterDr.Sites;

namespace GlusterDr.Simulators;

/// <summary>A site: a Gluster pool, and KVM hosts.</summary>
public sealed class SimulatedSite
{
    private readonly List<SimulatedNode> _nodes = [];
    private readonly List<SimulatedVolume> _volumes = [];
    private int _pid = 90;

    internal SimulatedSite(SimulatedWorld world, string name)
    {
        World = world;
        Name = name;
    }

    /// <summary>The world.</summary>
    public SimulatedWorld World { get; }

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>All its hosts.</summary>
    public IReadOnlyList<SimulatedNode> Nodes => _nodes;

    /// <summary>The hosts in its Gluster pool.</summary>
    public IReadOnlyList<SimulatedNode> Pool => [.. _nodes.Where(n => n.IsGlusterNode)];

    /// <summary>Its volumes.</summary>
    public IReadOnlyList<SimulatedVolume> Volumes => _volumes;

    /// <summary>Its KVM hosts.</summary>
    public IReadOnlyList<SimulatedHypervisor> Hypervisors => [.. _nodes.Where(n => n.Hypervisor is not null).Select(n => n.Hypervisor!)];

    /// <summary>A host by its name.</summary>
    public SimulatedNode Node(string name) => _nodes.Single(n => n.Name == name);

    /// <summary>A volume by its name.</summary>
    public SimulatedVolume Volume(string name) => _volumes.Single(v => v.Name == name);

    /// <summary>Adds nodes to its pool.</summary>
    public SimulatedSite AddNodes(params string[] names) => Add(names, isGlusterNode: true);

    /// <summary>Adds KVM hosts. A host that is already a Gluster node becomes both.</summary>
    public SimulatedSite AddHypervisors(params string[] names)
    {
        World.Change(() =>
        {
            Add([.. names.Except(_nodes.Select(n => n.Name))], isGlusterNode: false);
            foreach (SimulatedNode node in names.Select(Node))
            {
                node.Hypervisor = new SimulatedHypervisor(node);
            }
        });
        return this;
    }

    /// <summary>Adds a started volume. Its bricks are on the pool's nodes in turn.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="type">Its type.</param>
    /// <param name="bricks">How many bricks in all.</param>
    /// <param name="setSize">Bricks in a replica or disperse set; 1 for <see cref="VolumeType.Distribute"/>.</param>
    /// <param name="sharded">Whether sharding is on.</param>
    /// <param name="brickPath">The directory of a brick, from its node and number. Null: <c>/bricks/VOLUME/bN</c>.</param>
    public SimulatedVolume AddVolume(
        string name,
        VolumeType type = VolumeType.Replicate,
        int bricks = 3,
        int setSize = 3,
        bool sharded = true,
        Func<string, int, string>? brickPath = null) =>
        World.Change(() =>
        {
            IReadOnlyList<SimulatedNode> pool = Pool;
            brickPath ??= (_, i) => $"/bricks/{name}/b{i}";
            SimulatedBrick[] all = [.. Enumerable.Range(0, bricks).Select(i => pool[i % pool.Count])
                .Select((node, i) => new SimulatedBrick(node, brickPath(node.Name, i + 1), NextPid(), World.Now))];
            SimulatedVolume volume = new(this, name, type, type == VolumeType.Distribute ? 1 : setSize, all);
            if (sharded)
            {
                volume.Options.Set("features.shard", "on");
                volume.Options.Set("features.shard-block-size", "4MB");
            }

            _volumes.Add(volume);
            return volume;
        });

    /// <summary>The site as a policy names it.</summary>
    public Site AsSite() => new()
    {
        Name = Name,
        GlusterHosts = [.. Pool.Select(n => n.Name)],
        Hypervisor = Hypervisors.Count == 0 ? null : new HypervisorSettings { Hosts = [.. Hypervisors.Select(h => h.Node.Name)] },
        Ssh = new SshSettings(),
    };

    internal int NextPid() => _pid += 7;

    private SimulatedSite Add(IEnumerable<string> names, bool isGlusterNode)
    {
        World.Change(() => _nodes.AddRange(names.Select(n => new SimulatedNode(this, n, isGlusterNode))));
        return this;
    }
}
