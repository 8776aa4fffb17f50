namespace GlusterDr.Simulators;

/// <summary>A data storage domain of a simulated engine.</summary>
public sealed class EngineDomain
{
    internal EngineDomain(SimulatedEngine engine, string name, string storageType, string address, string path, SimulatedVolume? volume)
    {
        Engine = engine;
        Name = name;
        StorageType = storageType;
        Address = address;
        Path = path;
        Volume = volume;
        Id = StableHash.Uuid($"domain {engine.Site.Name}/{name}");
        ConnectionId = StableHash.Uuid($"connection {address}:{path}");
    }

    /// <summary>The engine.</summary>
    public SimulatedEngine Engine { get; }

    /// <summary>Its id, which is also the name of its directory on the volume.</summary>
    public string Id { get; }

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary><c>glusterfs</c> or <c>nfs</c>.</summary>
    public string StorageType { get; }

    /// <summary>The host that it is mounted from.</summary>
    public string Address { get; }

    /// <summary>The path that is mounted: a slash and the volume's name.</summary>
    public string Path { get; }

    /// <summary>The volume. Null: the storage is not simulated.</summary>
    public SimulatedVolume? Volume { get; }

    /// <summary>Mount options with other hosts to mount it from. Null: none.</summary>
    public string? MountOptions { get; init; }

    /// <summary>Whether it is the master of its data centre.</summary>
    public bool IsMaster { get; internal set; }

    /// <summary>Its status in its data centre. The default value is active.</summary>
    public string Status { get; set; } = "active";

    /// <summary>The status that external events have set. The default value is ok.</summary>
    public string ExternalStatus { get; internal set; } = "ok";

    /// <summary>The two disks with the definitions of its machines. Empty if the storage is not simulated.</summary>
    public IReadOnlyList<EngineDisk> OvfStores { get; internal set; } = [];

    /// <summary>When the definitions were last written.</summary>
    public DateTimeOffset OvfUpdated { get; internal set; }

    internal string ConnectionId { get; }

    internal string ImagePath(EngineDisk disk, EngineImage image) => $"{Id}/images/{disk.Id}/{image.Id}";
}
