namespace GlusterDr.Simulators;

/// <summary>A machine of a simulated engine.</summary>
public sealed class EngineVm
{
    private readonly List<EngineDisk> _disks = [];
    private readonly List<EngineSnapshot> _snapshots = [];

    internal EngineVm(SimulatedEngine engine, SimulatedMachine machine, string origin)
    {
        Engine = engine;
        Machine = machine;
        Origin = origin;
        ActiveSnapshotId = engine.NewId("active");
    }

    /// <summary>The engine.</summary>
    public SimulatedEngine Engine { get; }

    /// <summary>The machine itself, with its guest.</summary>
    public SimulatedMachine Machine { get; }

    /// <summary>Its id.</summary>
    public string Id => Machine.Uuid;

    /// <summary>Its name.</summary>
    public string Name => Machine.Name;

    /// <summary>Its origin: <c>ovirt</c>, or <c>managed_hosted_engine</c> for the engine's own machine.</summary>
    public string Origin { get; }

    /// <summary>Its disks.</summary>
    public IReadOnlyList<EngineDisk> Disks => _disks;

    /// <summary>Its snapshots without the active one.</summary>
    public IReadOnlyList<EngineSnapshot> Snapshots => Engine.World.Change(() => _snapshots.ToArray());

    /// <summary>Whether it is migrating.</summary>
    public bool IsMigrating { get; internal set; }

    /// <summary>Whether an operation has locked its images.</summary>
    public bool IsLocked { get; set; }

    /// <summary>Whether one of its snapshots is being previewed.</summary>
    public bool IsPreviewing { get; set; }

    /// <summary>How many snapshots of it fail after they have begun. The default value is 0.</summary>
    public int FailingSnapshots { get; set; }

    /// <summary>How many merges of it fail and leave an illegal image. The default value is 0.</summary>
    public int FailingMerges { get; set; }

    internal string ActiveSnapshotId { get; set; }

    internal string Status => Machine.State switch
    {
        _ when IsLocked => "image_locked",
        _ when IsMigrating => "migrating",
        MachineState.Running => "up",
        MachineState.Paused => "paused",
        _ => "down",
    };

    internal bool IsDown => Machine.State == MachineState.ShutOff;

    /// <summary>Stops it at once.</summary>
    public void Stop() => Machine.Stop();

    /// <summary>Starts it.</summary>
    public void Start() => Machine.Start();

    internal void Pause() => Machine.Pause();

    /// <summary>Freezes its guest's file systems, as a person does through the agent.</summary>
    public void Freeze() => Machine.SetFrozen(true);

    /// <summary>Migrates it to another host while it runs. That takes <see cref="EngineOptions.MigrationTime"/>.</summary>
    public void Migrate(SimulatedHypervisor target) => Engine.World.Change(() =>
    {
        IsMigrating = true;
        string way = $"VM: {Name}, Source: {Machine.Hypervisor.Node.Name}, Destination: {target.Node.Name}";
        Engine.Log(62, "normal", $"Migration started ({way}, User: admin@internal-authz). ", this);
        Engine.Later(Engine.Options.MigrationTime, () =>
        {
            IsMigrating = false;
            Machine.MigrateTo(target);
            Engine.Log(63, "normal", $"Migration completed ({way})", this);
        });
    });

    /// <summary>Deletes it with all its disks.</summary>
    public void Delete() => Engine.World.Change(() =>
    {
        Machine.Vanish();
        Engine.Forget(this);
        _disks.ForEach(ImageFiles.DeleteAll);
    });

    /// <summary>Deletes its newest snapshot, as a person does in the engine's portal. Its images are merged.</summary>
    public void DeleteSnapshotByHand() => SnapshotMerging.DeleteByHand(this, Snapshots[^1]);

    /// <summary>Unplugs a disk while it runs. The disk itself stays.</summary>
    public void Unplug(EngineDisk disk) => Engine.World.Change(() =>
    {
        disk.IsPlugged = false;
        if (disk.Simulated is { } simulated)
        {
            Machine.Remove(simulated);
            disk.Simulated = null;
        }
    });

    internal void Add(EngineDisk disk) => _disks.Add(disk);

    internal void Add(EngineSnapshot snapshot) => _snapshots.Add(snapshot);

    internal void Remove(EngineSnapshot snapshot) => _snapshots.Remove(snapshot);

    internal EngineSnapshot? Snapshot(string id) => _snapshots.FirstOrDefault(s => s.Id == id);
}
