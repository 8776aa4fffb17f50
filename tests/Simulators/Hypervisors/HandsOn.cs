namespace GlusterDr.Simulators;

/// <summary>Manual changes by an administrator to a machine that has a snapshot, each with the effect of the named commands.</summary>
public static class HandsOn
{
    /// <summary>
    /// <c>virsh blockcommit DOMAIN DISK --active --pivot --wait</c> for each disk on an overlay. The overlays' files stay, because virsh removes none
    /// without <c>--delete</c>.
    /// </summary>
    public static void MergeByHand(this SimulatedMachine machine) => machine.World.Change(() =>
    {
        foreach (SimulatedDisk disk in machine.Disks.Where(d => d.Layers.Count > 1))
        {
            disk.StartCommit(TimeSpan.Zero);
            disk.Pivot();
        }
    });

    /// <summary><c>virsh blockcommit DOMAIN DISK --active</c> for each disk on an overlay, and nothing after it.</summary>
    public static void BeginMergeByHand(this SimulatedMachine machine) => machine.World.Change(() =>
    {
        foreach (SimulatedDisk disk in machine.Disks.Where(d => d.Layers.Count > 1))
        {
            disk.StartCommit(machine.MergeTime);
        }
    });

    /// <summary>
    /// <c>virsh destroy</c>, the disks set to their first images (<c>virsh edit</c>), <c>virsh start</c>: what was written since the
    /// snapshot is only in the overlays' files.
    /// </summary>
    public static void RevertByHand(this SimulatedMachine machine) => machine.World.Change(() =>
    {
        machine.Stop();
        foreach (SimulatedDisk disk in machine.Disks)
        {
            disk.Define(disk.Layers[^1]);
        }

        machine.Start();
    });

    /// <summary><c>virsh blockresize DOMAIN DISK SIZE</c>: only the active image of the chain grows.</summary>
    public static void ResizeByHand(this SimulatedMachine machine, long bytes) => machine.World.Change(() =>
    {
        SimulatedDisk disk = machine.Disks[0];
        if (disk.Volume!.TryGetFile(disk.Layers[0], out SimulatedFile? file))
        {
            file.VirtualSize = bytes;
        }
    });

    /// <summary><c>truncate -s +1M</c> on the image below a disk's overlay. No lock of QEMU prevents that.</summary>
    public static void GrowBaseByHand(this SimulatedMachine machine) => machine.World.Change(() =>
    {
        SimulatedVolume volume = machine.Disks[0].Volume!;
        if (volume.TryGetFile(machine.Disks[0].Layers[^1], out SimulatedFile? file))
        {
            FileContent content = file.ContentAt(volume.Now);
            volume.Write(file.Path, content with { Size = content.Size + (1 << 20) }, file.Format);
        }
    });

    /// <summary><c>virsh attach-disk</c> with a file on the volume, while the machine runs.</summary>
    public static void AttachByHand(this SimulatedMachine machine, string target, SimulatedVolume volume, string image) => machine.World.Change(() =>
    {
        volume.Write(image, new FileContent(StableHash.Of(image), 1 << 20) { Allocated = 1 << 20 }, "qcow2");
        SimulatedDisk disk = new(machine, target, volume, image, "qcow2");
        machine.Add(disk);
        disk.StartWriting();
    });
}
