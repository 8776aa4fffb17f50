namespace GlusterDr.Simulators;

/// <summary>
/// An oVirt engine that manages the machines of a site: a data centre with a cluster of the site's KVM hosts, storage domains on
/// its volumes, and its REST API, all of which act on the one simulated world.
/// </summary>
public sealed partial class SimulatedEngine
{
    private const long DefaultBytes = 64L << 20;

    private readonly List<EngineDomain> _domains = [];
    private readonly List<EngineVm> _vms = [];
    private readonly List<EngineEvent> _events = [];
    private readonly List<EngineJob> _jobs = [];
    private readonly HashSet<string> _overlays = new(StringComparer.Ordinal);
    private readonly Lazy<EngineAuthority> _authority;
    private int _ids;

    /// <summary>Creates an engine for a site that has KVM hosts.</summary>
    public SimulatedEngine(SimulatedSite site, EngineOptions? options = null)
    {
        Site = site;
        Options = options ?? new EngineOptions();
        DataCenterId = StableHash.Uuid($"data center {site.Name}");
        ClusterId = StableHash.Uuid($"cluster {site.Name}");
        Tokens = new EngineTokens(this);
        Login = new EngineLogin(this);
        _authority = new(() => new EngineAuthority(Options.Host));
        World.Change(() => World.AddEngine(this));
    }

    /// <summary>The site.</summary>
    public SimulatedSite Site { get; }

    /// <summary>Its properties.</summary>
    public EngineOptions Options { get; }

    /// <summary>The address of its API.</summary>
    public Uri Address => new($"https://{Options.Host}/ovirt-engine/api");

    /// <summary>Its certificate authority.</summary>
    public EngineAuthority Authority => _authority.Value;

    /// <summary>The id of its data centre.</summary>
    public string DataCenterId { get; }

    /// <summary>The id of its cluster.</summary>
    public string ClusterId { get; }

    /// <summary>Its storage domains.</summary>
    public IReadOnlyList<EngineDomain> Domains => _domains;

    /// <summary>Its machines.</summary>
    public IReadOnlyList<EngineVm> Vms => _vms;

    /// <summary>Its log, the oldest first.</summary>
    public IReadOnlyList<EngineEvent> Events => World.Change(() => _events.ToArray());

    /// <summary>Its jobs, running and ended, the oldest first.</summary>
    public IReadOnlyList<EngineJob> Jobs => World.Change(() => _jobs.ToArray());

    internal SimulatedWorld World => Site.World;

    internal DateTimeOffset Now => World.Now;

    internal EngineTokens Tokens { get; }

    internal EngineLogin Login { get; }

    internal string UserId => StableHash.Uuid($"user {Options.UserName}");

    internal string DataCenterName => $"{Site.Name}-dc";

    internal string ClusterName => $"{Site.Name}-cluster";

    /// <summary>A machine by its name.</summary>
    public EngineVm Vm(string name) => _vms.Single(v => v.Name == name);

    /// <summary>Adds a storage domain on a volume of the site.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="volume">The volume.</param>
    /// <param name="address">The host that it is mounted from. Null: the first of the pool.</param>
    public EngineDomain AddDomain(string name, SimulatedVolume volume, string? address = null) => World.Change(() =>
    {
        address ??= Site.Pool[0].Name;
        if (World.Machines.All.All(m => m.Disks.All(d => d.Volume != volume)))
        {
            volume.MountOn($"/rhev/data-center/mnt/glusterSD/{address}:_{volume.Name}");
        }

        string others = string.Join(':', Site.Pool.Select(n => n.Name).Where(n => n != address));
        return Add(new EngineDomain(this, name, "glusterfs", address, $"/{volume.Name}", volume)
        {
            MountOptions = others.Length == 0 ? null : $"backup-volfile-servers={others}",
        });
    });

    /// <summary>Adds a storage domain on a Gluster volume outside the site's pool.</summary>
    public EngineDomain AddForeignDomain(string name, string address, string volume) =>
        World.Change(() => Add(new EngineDomain(this, name, "glusterfs", address, $"/{volume}", null)));

    /// <summary>Adds a storage domain on NFS.</summary>
    public EngineDomain AddNfsDomain(string name, string address, string path) =>
        World.Change(() => Add(new EngineDomain(this, name, "nfs", address, path, null)));

    /// <summary>Adds a machine with disks on a storage domain, and starts it. Machines are placed on the site's hosts in turn.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="domain">The storage domain.</param>
    /// <param name="disks">How many disks.</param>
    /// <param name="origin">Its origin: see <see cref="EngineVm.Origin"/>.</param>
    public EngineVm AddVm(string name, EngineDomain domain, int disks = 1, string origin = "ovirt") => World.Change(() =>
    {
        IReadOnlyList<SimulatedHypervisor> hosts = Site.Hypervisors;
        EngineVm vm = new(this, hosts[_vms.Count % hosts.Count].AddMachine(name, domain.Volume!, []), origin);
        _vms.Add(vm);
        for (int i = 0; i < disks; i++)
        {
            AddDisk(vm, domain);
        }

        return vm;
    });

    /// <summary>Attaches a new disk to a machine, which may be running.</summary>
    /// <param name="vm">The machine.</param>
    /// <param name="domain">The storage domain that it is on.</param>
    /// <param name="bytes">Its size.</param>
    /// <param name="format"><c>cow</c> or <c>raw</c>.</param>
    public EngineDisk AddDisk(EngineVm vm, EngineDomain domain, long bytes = DefaultBytes, string format = "cow") => World.Change(() =>
    {
        EngineDisk disk = new(NewId("disk"), $"{vm.Name}_Disk{vm.Disks.Count + 1}", domain, bytes);
        EngineImage image = new(NewId("image"), vm.ActiveSnapshotId, Now, disk.NextSequence, format);
        disk.Push(image);
        string path = domain.ImagePath(disk, image);
        string fileFormat = format == "cow" ? "qcow2" : "raw";
        domain.Volume?.Write(path, new FileContent(StableHash.Of(path), bytes) { Allocated = bytes }, fileFormat);
        ImageFiles.WriteCompanions(disk, image);
        disk.Simulated = new SimulatedDisk(vm.Machine, $"vd{(char)('a' + (vm.Disks.Count % 26))}", domain.Volume, path, fileFormat);
        vm.Machine.Add(disk.Simulated);
        disk.Simulated.StartWriting();
        vm.Add(disk);
        return disk;
    });

    /// <summary>Attaches a direct LUN to a machine.</summary>
    public EngineDisk AddLun(EngineVm vm, string alias, long bytes = DefaultBytes) => World.Change(() =>
    {
        EngineDisk disk = new(NewId("disk"), alias, null, bytes);
        vm.Add(disk);
        return disk;
    });

    /// <summary>Takes a snapshot of a machine at once, as a person would. It belongs to no run.</summary>
    public EngineSnapshot AddSnapshot(EngineVm vm, string description) => World.Change(() => SnapshotTaking.TakeAtOnce(vm, description));

    /// <summary>Everything that is not as it must be after a run, according to the engine.</summary>
    internal IEnumerable<string> Untidy()
    {
        IEnumerable<string> left = from vm in _vms
                                   from snapshot in vm.Snapshots
                                   where snapshot.IsOfRun
                                   select $"snapshot {snapshot.Description} is left of {vm.Name}";
        IEnumerable<string> illegal = _vms.Where(EngineFields.HasIllegalImages).Select(v => $"an image of {v.Name} is illegal");
        return [.. left, .. illegal, .. _unexpected];
    }

    /// <summary>Whether all overlays of this machine belong to snapshots that a person keeps.</summary>
    internal bool KeepsOverlaysOf(SimulatedMachine machine) => _vms.Any(v => v.Machine == machine
        && !v.Snapshots.Any(s => s.IsOfRun)
        && v.Disks.All(d => d.Simulated is not { Volume: not null } disk || disk.Layers.Count == d.Chain.Count));

    internal EngineVm? FindVm(string id) => _vms.FirstOrDefault(v => v.Id == id);

    internal IEnumerable<EngineVm> VmsOn(EngineDomain domain) => _vms.Where(v => v.Disks.Any(d => d.Domain == domain));

    internal IEnumerable<EngineDisk> AllDisks => _vms.SelectMany(v => v.Disks).Distinct().Concat(_domains.SelectMany(d => d.OvfStores));

    /// <summary>Whether a file is an overlay of a snapshot that was requested through the API, or belongs to one.</summary>
    internal bool IsOverlay(string path) => _overlays.Contains(path.EndsWith(".meta", StringComparison.Ordinal) || path.EndsWith(".lease", StringComparison.Ordinal)
        ? path[..path.LastIndexOf('.')]
        : path);

    internal void RememberOverlay(string path) => _overlays.Add(path);

    internal void Forget(EngineVm vm) => _vms.Remove(vm);

    internal string NewId(string kind) => StableHash.Uuid($"{kind} {Site.Name} {++_ids}");

    internal void Later(TimeSpan delay, Action action) => World.At(World.Now + delay, action);

    internal EngineJob StartJob(string correlationId, string description)
    {
        EngineJob job = new(NewId("job"), correlationId, description, Now);
        _jobs.Add(job);
        return job;
    }

    internal void Log(int code, string severity, string text, EngineVm? vm = null, string? correlationId = null) => Log(
        id => new EngineEvent(id, code, severity, text, Now)
        {
            CorrelationId = correlationId,
            Subjects = vm is null ? new Dictionary<string, string>() : new Dictionary<string, string> { ["vm"] = vm.Id },
        });

    internal EngineEvent Log(Func<int, EngineEvent> make)
    {
        EngineEvent made = make(_events.Count + 1);
        _events.Add(made);
        return made;
    }

    private EngineDomain Add(EngineDomain domain)
    {
        domain.IsMaster = _domains.Count == 0;
        _domains.Add(domain);
        DomainFiles.Create(domain);
        return domain;
    }
}
