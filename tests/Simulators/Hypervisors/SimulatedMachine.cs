namespace GlusterDr.Simulators;

/// <summary>A virtual machine whose guest continuously writes a numbered journal to all its disks.</summary>
public sealed class SimulatedMachine
{
    private readonly List<SimulatedDisk> _disks = [];
    private readonly List<TakenSnapshot> _snapshots = [];
    private double _written;
    private long _settled;
    private DateTimeOffset _since;
    private bool _writes;
    private double _rate = 10;

    internal SimulatedMachine(SimulatedHypervisor hypervisor, string name)
    {
        Hypervisor = hypervisor;
        Name = name;
        Uuid = StableHash.Uuid($"machine {name}");
        _since = hypervisor.World.Now;
    }

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>Its UUID.</summary>
    public string Uuid { get; }

    /// <summary>The host where it runs or is defined.</summary>
    public SimulatedHypervisor Hypervisor { get; internal set; }

    /// <summary>Its state.</summary>
    public MachineState State { get; private set; } = MachineState.ShutOff;

    /// <summary>Its disks.</summary>
    public IReadOnlyList<SimulatedDisk> Disks => _disks;

    /// <summary>The snapshots that were taken of it, with the state that they captured.</summary>
    public IReadOnlyList<TakenSnapshot> Snapshots => _snapshots;

    /// <summary>The names of internal snapshots that include memory.</summary>
    public IList<string> InternalSnapshots { get; } = [];

    /// <summary>Files that a direct kernel boot of it needs, by the element that names each: <c>kernel</c>, <c>initrd</c>, <c>dtb</c>, <c>nvram</c>.</summary>
    public IDictionary<string, string> BootFiles { get; } = new SortedDictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Whether a guest agent is connected. The default value is false.</summary>
    public bool HasAgent { get; set; }

    /// <summary>Whether the agent is connected but never answers.</summary>
    public bool AgentIsMute { get; set; }

    /// <summary>Whether the agent answers but a freeze never ends, and leaves the guest's file systems frozen.</summary>
    public bool FreezesHang { get; set; }

    /// <summary>The message with which snapshots fail. Null: they succeed.</summary>
    public string? SnapshotError { get; set; }

    /// <summary>The message with which merges fail to start. Null: they start.</summary>
    public string? MergeError { get; set; }

    /// <summary>Whether merges are never ready, because the guest writes faster than they copy.</summary>
    public bool MergeNeverConverges
    {
        get;
        set => World.Change(() => field = value);
    }

    /// <summary>How many pivots are refused as not ready although the XML says ready.</summary>
    public int RefusedPivots { get; set; }

    /// <summary>The minimum time of a merge. The default value is half a second.</summary>
    public TimeSpan MergeTime { get; set; } = TimeSpan.FromSeconds(0.5);

    /// <summary>Whether another operation has its lock, so that it cannot be changed.</summary>
    public bool IsBusy { get; set; }

    /// <summary>Whether its guest's file systems are frozen.</summary>
    public bool IsFrozen { get; private set; }

    /// <summary>Whether any of its disks is on an overlay.</summary>
    public bool IsOnOverlay => _disks.Exists(d => d.Layers.Count > 1);

    /// <summary>The number of records that its guest writes per second. The default value is 10.</summary>
    public double RecordsPerSecond
    {
        get => _rate;
        set => World.Change(() => Turn(() => _rate = value));
    }

    /// <summary>How long libvirt waits for the agent. Null: forever.</summary>
    internal TimeSpan? AgentTimeout { get; set; }

    /// <summary>Whether its guest writes now.</summary>
    internal bool WritesNow => State == MachineState.Running && !IsFrozen && _rate > 0;

    internal SimulatedWorld World => Hypervisor.World;

    internal int? DomainId { get; private set; }

    /// <summary>The last record that its guest had written at this time.</summary>
    public long RecordsAt(DateTimeOffset time)
    {
        double seconds = _writes && time > _since ? (time - _since).TotalSeconds : 0;
        return (long)(_written + (seconds * _rate));
    }

    /// <summary>The state that a run's snapshot of it captured.</summary>
    public TakenSnapshot Snapshot(string name) => _snapshots.Single(s => s.Name == name);

    /// <summary>Starts it.</summary>
    public void Start() => SetState(MachineState.Running);

    /// <summary>Pauses it.</summary>
    public void Pause() => SetState(MachineState.Paused);

    /// <summary>Stops it at once. A block job on it ends.</summary>
    public void Stop() => SetState(MachineState.ShutOff);

    /// <summary>Migrates it to another host while it runs.</summary>
    public void MigrateTo(SimulatedHypervisor target) => World.Change(() => Hypervisor = target);

    /// <summary>Ends its running merges without a result: the jobs are gone, and the overlays are still needed.</summary>
    public void BreakMerges() => World.Change(() => _disks.ForEach(d => d.AbortJob()));

    /// <summary>Undefines it. Its images stay.</summary>
    public void Vanish() => World.Change(() =>
    {
        Stop();
        World.Machines.Remove(this);
    });

    internal SimulatedMachine Add(SimulatedDisk disk)
    {
        _disks.Add(disk);
        return this;
    }

    /// <summary>Detaches a disk, whether it runs or not. What the guest wrote to it stays.</summary>
    internal void Remove(SimulatedDisk disk)
    {
        disk.AbortJob();
        disk.StopWriting();
        _disks.Remove(disk);
    }

    internal void SetFrozen(bool frozen) => Turn(() => IsFrozen = frozen);

    /// <summary>Puts overlays on these disks at the same time.</summary>
    internal void TakeSnapshot(string name, IReadOnlyList<(SimulatedDisk Disk, string Overlay)> overlays, bool quiesce)
    {
        if (_snapshots.Exists(s => s.Name == name))
        {
            World.Violate($"machine {Name} is snapshot a second time for {name}");
        }

        _snapshots.Add(new TakenSnapshot(name, World.Now, RecordsAt(World.Now), quiesce, Inside: false));
        foreach ((SimulatedDisk disk, string overlay) in overlays)
        {
            disk.PutOverlay(overlay);
        }
    }

    internal void Remember(string internalSnapshot)
    {
        _snapshots.Add(new TakenSnapshot(internalSnapshot, World.Now, RecordsAt(World.Now), false, Inside: true));
        InternalSnapshots.Add(internalSnapshot);
        _disks.ForEach(d => d.TakeInternalSnapshot(internalSnapshot));
    }

    internal bool Forget(string internalSnapshot)
    {
        _disks.ForEach(d => d.DropInside(internalSnapshot));
        return InternalSnapshots.Remove(internalSnapshot);
    }

    private void SetState(MachineState state) => World.Change(() =>
    {
        if (state == MachineState.ShutOff)
        {
            _disks.ForEach(d => d.AbortJob());
            IsFrozen = false;
        }

        Turn(() => State = state);
        DomainId = state == MachineState.ShutOff ? null : DomainId ?? World.Machines.NextDomainId();
        _disks.ForEach(d =>
        {
            if (state == MachineState.ShutOff)
            {
                d.StopWriting();
            }
            else if (d.Job is null)
            {
                d.StartWriting();
            }
        });
    });

    // Records what was written until now, before a change of how fast the guest writes.
    private void Turn(Action change)
    {
        DateTimeOffset now = World.Now;
        double seconds = _writes && now > _since ? (now - _since).TotalSeconds : 0;
        bool wrote = RecordsAt(now) > _settled;
        _written += seconds * _rate;
        _since = now;
        change();
        _writes = WritesNow;
        _settled = RecordsAt(now);
        _disks.ForEach(d => d.PaceChanges(wrote, _writes));
    }
}
