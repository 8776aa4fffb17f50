namespace GlusterDr.Simulators;

/// <summary>What an administrator does to a machine by hand, past whoever has taken a snapshot of it: each with the effect of the commands named.</summary>
public static class HandsOn
{
    /// <summary>
    /// <c>virsh blockcommit DOMAIN DISK --active --pivot --wait</c> for each disk on an overlay: the overlays' files stay, as virsh removes none
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
    /// <c>virsh destroy</c>, the disks pointed at their first images (<c>virsh edit</c>), <c>virsh start</c>: what was written since the
    /// snapshot is in the overlays' files alone.
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

    /// <summary><c>virsh blockresize DOMAIN DISK SIZE</c>: the active image grows, and no other of its chain.</summary>
    public static void ResizeByHand(this SimulatedMachine machine, long bytes) => machine.World.Change(() =>
    {
        SimulatedDisk disk = machine.Disks[0];
        if (disk.Volume!.TryGetFile(disk.Layers[0], out SimulatedFile? file))
        {
            file.VirtualSize = bytes;
        }
    });

    /// <summary><c>truncate -s +1M</c> on the image below a disk's overlay: no lock of QEMU keeps that out.</summary>
    public static void GrowBaseByHand(this SimulatedMachine machine) => machine.World.Change(() =>
    {
        SimulatedVolume volume = machine.Disks[0].Volume!;
        if (volume.TryGetFile(machine.Disks[0].Layers[^1], out SimulatedFile? file))
        {
            FileContent content = file.ContentAt(volume.Now);
            volume.Write(file.Path, content with { Size = content.Size + (1 << 20) }, file.Format);
        }
    });

    /// <summary>A disk of a file on the volume: <c>virsh attach-disk</c> as it runs.</summary>
    public static void AttachByHand(this SimulatedMachine machine, string target, SimulatedVolume volume, string image) => machine.World.Change(() =>
    {
        volume.Write(image, new FileContent(StableHash.Of(image), 1 << 20) { Allocated = 1 << 20 }, "qcow2");
        SimulatedDisk disk = new(machine, target, volume, image, "qcow2");
        machine.Add(disk);
        disk.StartWriting();
    });
}
