namespace GlusterDr.Simulators;

/// <summary>A host of a site: a Gluster node, a KVM host, or both.</summary>
public sealed class SimulatedNode
{
    private readonly HashSet<string> _missing = new(StringComparer.Ordinal);

    internal SimulatedNode(SimulatedSite site, string name, bool isGlusterNode)
    {
        Site = site;
        Name = name;
        IsGlusterNode = isGlusterNode;
        Id = StableHash.Uuid($"node {name}");
        Access = new NodeAccess(name);
    }

    /// <summary>The site.</summary>
    public SimulatedSite Site { get; }

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>Its UUID in the pool.</summary>
    public string Id { get; }

    /// <summary>Its keys and accounts.</summary>
    public NodeAccess Access { get; }

    /// <summary>Whether it is in the site's Gluster pool.</summary>
    public bool IsGlusterNode { get; }

    /// <summary>Whether its power is on.</summary>
    public bool IsUp { get; private set; } = true;

    /// <summary>Whether its glusterd runs. Bricks and workers do not need it.</summary>
    public bool IsGlusterdUp { get; private set; } = true;

    /// <summary>Whether the control plane can reach it. Its peers can always reach it.</summary>
    public bool IsReachable { get; private set; } = true;

    /// <summary>How far its clock is ahead.</summary>
    public TimeSpan ClockOffset { get; set; }

    /// <summary>Its hypervisor; null: none.</summary>
    public SimulatedHypervisor? Hypervisor { get; internal set; }

    internal bool AnswersPeers => IsUp && IsGlusterdUp;

    internal DateTimeOffset Clock => Site.World.Now + ClockOffset;

    /// <summary>Switches its power on or off.</summary>
    public void SetUp(bool up) => Site.World.Change(() =>
    {
        IsUp = up;
        Hypervisor?.PowerChanged(up);
    });

    /// <summary>Stops or starts its glusterd.</summary>
    public void SetGlusterd(bool up) => Site.World.Change(() => IsGlusterdUp = up);

    /// <summary>Makes it unreachable or reachable for the control plane.</summary>
    public void SetReachable(bool reachable) => Site.World.Change(() => IsReachable = reachable);

    /// <summary>Removes a program.</summary>
    public void Uninstall(string program) => Site.World.Change(() => _missing.Add(program));

    internal bool Has(string program) => !_missing.Contains(program);
}
