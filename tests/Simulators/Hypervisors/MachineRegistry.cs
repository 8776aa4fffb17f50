namespace GlusterDr.Simulators;

/// <summary>All virtual machines of a world.</summary>
public sealed class MachineRegistry
{
    private readonly List<SimulatedMachine> _all = [];
    private readonly List<SimulatedMachine> _gone = [];
    private readonly SimulatedWorld _world;
    private int _domainIds;

    internal MachineRegistry(SimulatedWorld world) => _world = world;

    /// <summary>All of them.</summary>
    public IReadOnlyList<SimulatedMachine> All => _all;

    /// <summary>A machine by its name, also one that was undefined.</summary>
    public SimulatedMachine this[string name] => _all.Concat(_gone).First(m => m.Name == name);

    /// <summary>The machine that has this image in a chain, live or defined. Null: none.</summary>
    public SimulatedMachine? UserOf(SimulatedVolume volume, string path) => _world.Change(() =>
        _all.FirstOrDefault(m => m.Disks.Any(d => d.Volume == volume && (d.Layers.Contains(path) || d.Defined == path))));

    internal void Add(SimulatedMachine machine) => _all.Add(machine);

    internal void Remove(SimulatedMachine machine)
    {
        _all.Remove(machine);
        _gone.Add(machine);
    }

    internal int NextDomainId() => ++_domainIds;
}
