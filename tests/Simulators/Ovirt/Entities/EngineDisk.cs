namespace GlusterDr.Simulators;

/// <summary>A disk of a simulated engine.</summary>
public sealed class EngineDisk
{
    private readonly List<EngineImage> _chain = [];

    internal EngineDisk(string id, string alias, EngineDomain? domain, long size)
    {
        Id = id;
        Alias = alias;
        Domain = domain;
        Size = size;
    }

    /// <summary>Its id, which is also the directory of its images.</summary>
    public string Id { get; }

    /// <summary>Its alias.</summary>
    public string Alias { get; }

    /// <summary>The storage domain that it is on. Null: a direct LUN.</summary>
    public EngineDomain? Domain { get; }

    /// <summary>The virtual size in bytes.</summary>
    public long Size { get; }

    /// <summary>Whether several machines can use it at the same time. Such a disk has no snapshots.</summary>
    public bool Shareable { get; set; }

    /// <summary>Whether an operation has locked it.</summary>
    public bool IsLocked { get; set; }

    /// <summary>Whether it contains definitions of machines.</summary>
    public bool IsOvfStore { get; init; }

    /// <summary>Whether it is plugged into its machine.</summary>
    public bool IsPlugged { get; internal set; } = true;

    /// <summary>The chain, the image in use first.</summary>
    public IReadOnlyList<EngineImage> Chain => Domain is null ? [] : Domain.Engine.World.Change(() => _chain.ToArray());

    /// <summary>The disk of the hypervisor. Null: it belongs to no machine, or is unplugged.</summary>
    public SimulatedDisk? Simulated { get; internal set; }

    /// <summary>Whether its image in use is illegal.</summary>
    public bool IsIllegal
    {
        get => Chain is [{ IsIllegal: true }, ..];
        set => Domain?.Engine.World.Change(() => ImageFiles.SetLegality(this, _chain[0], !value));
    }

    internal bool IsLun => Domain is null;

    internal bool AllowsSnapshot => !IsLun && !Shareable && !IsOvfStore;

    internal string Status => IsLocked ? "locked" : IsIllegal ? "illegal" : "ok";

    internal EngineImage? ImageOf(string snapshotId) => _chain.FirstOrDefault(i => i.SnapshotId == snapshotId);

    internal void Push(EngineImage image) => _chain.Insert(0, image);

    internal void Drop(EngineImage image) => _chain.Remove(image);

    internal int NextSequence => _chain.Count == 0 ? 1 : _chain[0].Sequence + 1;
}
