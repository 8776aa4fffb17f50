namespace GlusterDr.Simulators;

/// <summary>virsh's commands about snapshots.</summary>
internal static class VirshSnapshots
{
    private static readonly string[] Flags =
        ["disk-only", "atomic", "no-metadata", "quiesce", "reuse-external", "halt", "live", "print-xml", "validate"];

    public static VirshAnswer Create(VirshCall call) =>
        call.WithRunning(["name?", "description?"], ["memspec", "diskspec"], Flags, (options, machine) =>
        {
            if (machine.SnapshotError is { } error)
            {
                return VirshAnswer.Fails(error);
            }

            return options.Has("disk-only") ? External(call, options, machine) : Internal(options, machine);
        });

    public static VirshAnswer Delete(VirshCall call) =>
        call.WithDomain(["snapshotname"], [], ["current", "children", "children-only", "metadata"], (options, machine) =>
            machine.Forget(options["snapshotname"])
                ? VirshAnswer.Done($"Domain snapshot {options["snapshotname"]} deleted\n")
                : NoSuchSnapshot(options));

    public static VirshAnswer List(VirshCall call) => call.WithDomain([], [], ["name", "tree", "parent"], (options, machine) => options.Has("name")
        ? VirshAnswer.Says(string.Concat(machine.InternalSnapshots.Select(s => s + "\n")))
        : VirshQueries.Table(
            ["Name", "Creation Time", "State"],
            [.. machine.InternalSnapshots.Select(s => new[] { s, $"{machine.Snapshot(s).At.UtcDateTime:yyyy-MM-dd HH:mm:ss} +0000", "running" })]));

    public static VirshAnswer Revert(VirshCall call) => call.WithDomain(["snapshotname"], [], ["running", "paused", "force"], (options, machine) =>
        machine.InternalSnapshots.Contains(options["snapshotname"])
            ? VirshAnswer.Done($"Domain snapshot {options["snapshotname"]} reverted\n")
            : NoSuchSnapshot(options));

    private static VirshAnswer NoSuchSnapshot(VirshOptions options) =>
        VirshAnswer.Fails($"Domain snapshot not found: no domain snapshot with matching name '{options["snapshotname"]}'");

    private static VirshAnswer Internal(VirshOptions options, SimulatedMachine machine)
    {
        string name = options["name"];
        if (machine.InternalSnapshots.Contains(name))
        {
            return VirshAnswer.Fails($"operation failed: domain moment {name} already exists");
        }

        if (machine.Disks.FirstOrDefault(d => d.IsWritable && d.FormatOf(d.Layers[0]) != "qcow2") is { } raw)
        {
            return VirshAnswer.Fails(
                $"unsupported configuration: internal snapshot for disk {raw.Target} unsupported for storage type {raw.FormatOf(raw.Layers[0])}");
        }

        machine.Remember(name);
        return VirshAnswer.Done($"Domain snapshot {name} created");
    }

    private static VirshAnswer External(VirshCall call, VirshOptions options, SimulatedMachine machine)
    {
        if (options.Has("quiesce") && VirshAgent.Failure(machine) is { } mute)
        {
            return mute;
        }

        if (options.Has("quiesce") && machine.FreezesHang)
        {
            return VirshAnswer.Fails(VirshAgent.Mute);
        }

        List<(SimulatedDisk Disk, string Overlay)> overlays = [];
        foreach (SimulatedDisk disk in machine.Disks.Where(d => d.IsWritable))
        {
            if (Plan(options, disk, out string? overlay) is { } problem)
            {
                return VirshAnswer.Fails(problem);
            }

            if (overlay is not null)
            {
                overlays.Add((disk, overlay));
            }
        }

        if (overlays.Count == 0)
        {
            return VirshAnswer.Fails("unsupported configuration: nothing selected for snapshot");
        }

        machine.TakeSnapshot(options["name"], overlays, options.Has("quiesce"));
        if (!options.Has("no-metadata"))
        {
            call.Unexpected("an external snapshot with metadata leaves a trace that the next run stumbles over");
        }

        return VirshAnswer.Done($"Domain snapshot {options["name"]} created");
    }

    // One specification per disk: vda,snapshot=external,file=/path (commas are doubled) or vda,snapshot=no.
    private static string? Plan(VirshOptions options, SimulatedDisk disk, out string? overlay)
    {
        overlay = null;
        string spec = options.All("diskspec").FirstOrDefault(s => s == disk.Target || s.StartsWith(disk.Target + ',', StringComparison.Ordinal)) ?? disk.Target;
        string[] parts = [.. spec.Replace(",,", "\0", StringComparison.Ordinal).Split(',').Select(p => p.Replace('\0', ','))];
        if (parts.Contains("snapshot=no"))
        {
            return null;
        }

        string? file = parts.FirstOrDefault(p => p.StartsWith("file=", StringComparison.Ordinal))?["file=".Length..];
        if (disk.Volume is not { } volume)
        {
            return $"internal error: no overlay can be made beside {disk.Layers[0]} in this simulation";
        }

        file ??= $"{disk.HostPath(disk.Layers[0])}.{options["name"]}";
        if (!file.StartsWith(volume.MountPath + '/', StringComparison.Ordinal))
        {
            return $"internal error: missing existing file for disk {disk.Target}: {file}: No such file or directory";
        }

        string path = file[(volume.MountPath.Length + 1)..];
        // virsh uses an existing empty file without a message.
        if (volume.TryGetFile(path, out SimulatedFile? there) && there.ContentAt(volume.Now).Size > 0 && !options.Has("reuse-external"))
        {
            return $"unsupported configuration: external snapshot file for disk {disk.Target} already exists and is not a block device: {file}";
        }

        if (disk.Job is not null)
        {
            return $"block copy still active: disk '{disk.Target}' already in active block job";
        }

        overlay = path;
        return volume.Free == 0 ? $"internal error: unable to execute QEMU command 'blockdev-create': Could not write to {file}: No space left on device" : null;
    }
}
