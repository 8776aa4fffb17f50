namespace GlusterDr.Simulators;

/// <summary>A virtual machine whose guest writes a numbered journal to all its disks, all the while.</summary>
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

    /// <summary>What people call it.</summary>
    public string Name { get; }

    /// <summary>The hypervisor's own id of it.</summary>
    public string Uuid { get; }

    /// <summary>Where it runs, or is defined.</summary>
    public SimulatedHypervisor Hypervisor { get; internal set; }

    /// <summary>What it is at.</summary>
    public MachineState State { get; private set; } = MachineState.ShutOff;

    /// <summary>Its disks.</summary>
    public IReadOnlyList<SimulatedDisk> Disks => _disks;

    /// <summary>Snapshots that were taken of it, with what they froze.</summary>
    public IReadOnlyList<TakenSnapshot> Snapshots => _snapshots;

    /// <summary>Names of snapshots with memory inside its images.</summary>
    public IList<string> InternalSnapshots { get; } = [];

    /// <summary>Files that a direct kernel boot of it needs, by the element that names each: <c>kernel</c>, <c>initrd</c>, <c>dtb</c>, <c>nvram</c>.</summary>
    public IDictionary<string, string> BootFiles { get; } = new SortedDictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Whether a guest agent is connected. The default value is false.</summary>
    public bool HasAgent { get; set; }

    /// <summary>The agent is connected, and never answers.</summary>
    public bool AgentIsMute { get; set; }

    /// <summary>The agent answers, but a freeze never ends, and leaves the guest frozen.</summary>
    public bool FreezesHang { get; set; }

    /// <summary>Snapshots fail with this message; null: they don't.</summary>
    public string? SnapshotError { get; set; }

    /// <summary>Merges fail to start with this message; null: they don't.</summary>
    public string? MergeError { get; set; }

    /// <summary>Merges copy everything and are never ready: the guest writes faster than they copy.</summary>
    public bool MergeNeverConverges
    {
        get;
        set => World.Change(() => field = value);
    }

    /// <summary>How many pivots are refused as not ready, though the XML says ready.</summary>
    public int RefusedPivots { get; set; }

    /// <summary>What a merge takes at least. The default value is half a second.</summary>
    public TimeSpan MergeTime { get; set; } = TimeSpan.FromSeconds(0.5);

    /// <summary>Another operation holds it, so that no change of it is possible.</summary>
    public bool IsBusy { get; set; }

    /// <summary>Whether its guest's file systems are frozen.</summary>
    public bool IsFrozen { get; private set; }

    /// <summary>Whether any of its disks is on an overlay.</summary>
    public bool IsOnOverlay => _disks.Exists(d => d.Layers.Count > 1);

    /// <summary>Records that its guest writes a second. The default value is 10.</summary>
    public double RecordsPerSecond
    {
        get => _rate;
        set => World.Change(() => Turn(() => _rate = value));
    }

    /// <summary>How long libvirt waits for the agent; null: for ever.</summary>
    internal TimeSpan? AgentTimeout { get; set; }

    /// <summary>Whether its guest writes anything at all.</summary>
    internal bool WritesNow => State == MachineState.Running && !IsFrozen && _rate > 0;

    internal SimulatedWorld World => Hypervisor.World;

    internal int? DomainId { get; private set; }

    /// <summary>The last record that its guest had written by then.</summary>
    public long RecordsAt(DateTimeOffset time)
    {
        double seconds = _writes && time > _since ? (time - _since).TotalSeconds : 0;
        return (long)(_written + (seconds * _rate));
    }

    /// <summary>What a run's snapshot of it froze.</summary>
    public TakenSnapshot Snapshot(string name) => _snapshots.Single(s => s.Name == name);

    /// <summary>Starts it.</summary>
    public void Start() => SetState(MachineState.Running);

    /// <summary>Pauses it.</summary>
    public void Pause() => SetState(MachineState.Paused);

    /// <summary>Ends it at once; a block job on it is gone.</summary>
    public void Stop() => SetState(MachineState.ShutOff);

    /// <summary>Moves it to another host, as it runs.</summary>
    public void MigrateTo(SimulatedHypervisor target) => World.Change(() => Hypervisor = target);

    /// <summary>Its merges that are under way end without a result: the jobs are gone, the overlays are still needed.</summary>
    public void BreakMerges() => World.Change(() => _disks.ForEach(d => d.AbortJob()));

    /// <summary>Undefines it; its images stay.</summary>
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

    /// <summary>Takes a disk away, as it runs or not; what the guest wrote to it stays.</summary>
    internal void Remove(SimulatedDisk disk)
    {
        disk.AbortJob();
        disk.StopWriting();
        _disks.Remove(disk);
    }

    internal void SetFrozen(bool frozen) => Turn(() => IsFrozen = frozen);

    /// <summary>Puts overlays on these disks at one moment.</summary>
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
        _disks.ForEach(d => d.FreezeInside(internalSnapshot));
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

    // What was written by now is settled before anything changes how fast it is written.
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
