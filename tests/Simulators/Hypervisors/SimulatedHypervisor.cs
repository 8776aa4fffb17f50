namespace GlusterDr.Simulators;

/// <summary>libvirt on a host, with QEMU and the mounted volumes.</summary>
public sealed class SimulatedHypervisor
{
    internal SimulatedHypervisor(SimulatedNode node) => Node = node;

    /// <summary>The host.</summary>
    public SimulatedNode Node { get; }

    /// <summary>Whether libvirtd answers.</summary>
    public bool IsLibvirtUp { get; private set; } = true;

    /// <summary>Volumes of its site that it has not mounted, by name.</summary>
    public ISet<string> Unmounted { get; } = new HashSet<string>(StringComparer.Ordinal);

    /// <summary>The machines that it runs or has defined.</summary>
    public IReadOnlyList<SimulatedMachine> Machines => [.. World.Machines.All.Where(m => m.Hypervisor == this)];

    /// <summary>Whether running block jobs are missing from the XML since libvirtd was restarted. The jobs continue.</summary>
    public bool HidesJobs { get; set; }

    internal SimulatedWorld World => Node.Site.World;

    /// <summary>Adds a machine with one disk on a volume, or several, and starts it.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="volume">The volume.</param>
    /// <param name="disks">How many disks: vda, vdb ...</param>
    /// <param name="bytes">The size of each image. The default value is 64 MiB.</param>
    /// <param name="format">The images' format.</param>
    public SimulatedMachine AddMachine(string name, SimulatedVolume volume, int disks = 1, long bytes = 64L << 20, string format = "qcow2") =>
        AddMachine(name, volume, [.. Enumerable.Range(0, disks).Select(i => disks == 1 ? $"vms/{name}.{format}" : $"vms/{name}-{Target(i)}.{format}")], bytes, format);

    /// <summary>Adds a machine whose disks are these images of a volume, and starts it.</summary>
    public SimulatedMachine AddMachine(
        string name, SimulatedVolume volume, IReadOnlyList<string> images, long bytes = 64L << 20, string format = "qcow2") => World.Change(() =>
    {
        SimulatedMachine machine = new(this, name);
        foreach ((int i, string image) in images.Index())
        {
            FileContent content = new(StableHash.Of($"image {name} {i}"), bytes) { Allocated = bytes };
            volume.Write(image, content, format);
            machine.Add(new SimulatedDisk(machine, Target(i), volume, image, format));
        }

        World.Machines.Add(machine);
        machine.Start();
        return machine;
    });

    /// <summary>Adds a disk on a local file of the host, or a CD-ROM drive. An empty path means no medium.</summary>
    public SimulatedMachine AddLocalDisk(SimulatedMachine machine, string target, string path, string device = "disk") =>
        World.Change(() => machine.Add(new SimulatedDisk(machine, target, null, path, "raw") { Device = device }));

    /// <summary>Stops or starts libvirtd. Machines continue to run.</summary>
    public void SetLibvirt(bool up) => World.Change(() => IsLibvirtUp = up);

    /// <summary>Restarts libvirtd. Machines and block jobs continue to run.</summary>
    public void RestartLibvirt(bool hideJobs = false) => World.Change(() => HidesJobs = hideJobs);

    private static string Target(int index) => $"vd{(char)('a' + index)}";

    internal SimulatedMachine? Find(string name) => Machines.FirstOrDefault(m => m.Uuid == name || m.Name == name || m.DomainId?.ToString() == name);

    internal void PowerChanged(bool up)
    {
        if (!up)
        {
            Machines.ToList().ForEach(m => m.Stop());
        }
    }
}
