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

    /// <summary>Who may do what on it.</summary>
    public NodeAccess Access { get; }

    /// <summary>Whether it is in the site's Gluster pool.</summary>
    public bool IsGlusterNode { get; }

    /// <summary>Whether it runs at all.</summary>
    public bool IsUp { get; private set; } = true;

    /// <summary>Whether its glusterd runs. Bricks and workers live on without it.</summary>
    public bool IsGlusterdUp { get; private set; } = true;

    /// <summary>Whether the control plane reaches it. Its peers reach it all the same.</summary>
    public bool IsReachable { get; private set; } = true;

    /// <summary>How far its clock is ahead.</summary>
    public TimeSpan ClockOffset { get; set; }

    /// <summary>Its hypervisor; null: none.</summary>
    public SimulatedHypervisor? Hypervisor { get; internal set; }

    internal bool AnswersPeers => IsUp && IsGlusterdUp;

    internal DateTimeOffset Clock => Site.World.Now + ClockOffset;

    /// <summary>Power, off or on.</summary>
    public void SetUp(bool up) => Site.World.Change(() =>
    {
        IsUp = up;
        Hypervisor?.PowerChanged(up);
    });

    /// <summary>Stops or starts its glusterd.</summary>
    public void SetGlusterd(bool up) => Site.World.Change(() => IsGlusterdUp = up);

    /// <summary>Takes it from the control plane's sight, or gives it back.</summary>
    public void SetReachable(bool reachable) => Site.World.Change(() => IsReachable = reachable);

    /// <summary>Takes a program away.</summary>
    public void Uninstall(string program) => Site.World.Change(() => _missing.Add(program));

    internal bool Has(string program) => !_missing.Contains(program);
}
