namespace GlusterDr.Simulators;

/// <summary>virsh's commands about block jobs.</summary>
internal static class VirshJobs
{
    private const long BytesPerSecond = 200_000_000;

    private static readonly string[] CommitFlags =
        ["active", "verbose", "pivot", "wait", "shallow", "delete", "keep-overlay", "keep-relative", "async", "bytes"];

    public static VirshAnswer Commit(VirshCall call) =>
        call.WithRunning(["path"], ["bandwidth", "base", "top", "timeout"], CommitFlags, (options, machine) =>
        {
            SimulatedDisk? disk = machine.Disks.FirstOrDefault(d => d.Target == options["path"] || d.HostPath(d.Layers[0]) == options["path"]);
            if (disk is null)
            {
                return VirshAnswer.Fails($"invalid argument: disk '{options["path"]}' not found in domain");
            }

            if (machine.MergeError is { } error)
            {
                return VirshAnswer.Fails(error);
            }

            return Refusal(call, options, disk) is { } refusal ? VirshAnswer.Fails(refusal) : Begin(options, disk);
        });

    public static VirshAnswer Job(VirshCall call) =>
        call.WithRunning(["path"], ["bandwidth"], ["info", "raw", "pivot", "abort", "async", "bytes"], (options, machine) =>
        {
            if (machine.Disks.FirstOrDefault(d => d.Target == options["path"]) is not { } disk)
            {
                return VirshAnswer.Fails($"invalid argument: disk '{options["path"]}' not found in domain");
            }

            return options switch
            {
                _ when options.Has("pivot") => Pivot(call, disk),
                _ when options.Has("abort") => Abort(disk),
                _ => Info(call, options, disk),
            };
        });

    private static string? Refusal(VirshCall call, VirshOptions options, SimulatedDisk disk)
    {
        if (disk.Job is not null)
        {
            if (!call.Hypervisor.HidesJobs)
            {
                call.World.Violate($"a merge of {disk.Machine.Name} {disk.Target} is started while one runs");
            }

            return $"block copy still active: disk '{disk.Target}' already in active block job";
        }

        string top = options.Has("top") ? options["top"] : disk.HostPath(disk.Layers[0]);
        string below = options.Has("base") ? options["base"] : disk.HostPath(disk.Layers[^1]);
        if (disk.Layers.All(l => disk.HostPath(l) != top))
        {
            return $"invalid argument: could not find image '{top}' in chain for '{disk.HostPath(disk.Layers[0])}'";
        }

        if (disk.Layers.Count < 2)
        {
            return $"invalid argument: top '{top}' in chain for '{disk.Target}' has no backing file";
        }

        if (top == disk.HostPath(disk.Layers[0]) && !options.Has("active"))
        {
            return $"invalid argument: commit of '{disk.Target}' active layer requires active flag";
        }

        if (below != disk.HostPath(disk.Layers[1]) || top != disk.HostPath(disk.Layers[0]))
        {
            call.World.Violate($"a merge of {disk.Machine.Name} {disk.Target} would change more than the image below the overlay: {below}");
            return $"invalid argument: could not find base '{below}' below '{top}' in chain for '{disk.Target}'";
        }

        return null;
    }

    private static VirshAnswer Begin(VirshOptions options, SimulatedDisk disk)
    {
        DateTimeOffset now = disk.Machine.World.Now;
        long bytes = disk.Volume!.TryGetFile(disk.Layers[0], out SimulatedFile? overlay) ? overlay.ContentAt(now).Allocated : 0;
        TimeSpan copying = TimeSpan.FromSeconds((double)bytes / BytesPerSecond);
        bool waits = options.Has("pivot") || options.Has("wait") || options.Has("verbose");
        disk.StartCommit(waits ? TimeSpan.Zero : copying > disk.Machine.MergeTime ? copying : disk.Machine.MergeTime);
        if (!waits)
        {
            return VirshAnswer.Done("Active Block Commit started");
        }

        disk.Pivot();
        return new VirshAnswer(true, "", "\nSuccessfully pivoted", "\rBlock commit: [  0 %]\rBlock commit: [100 %]");
    }

    private static VirshAnswer Pivot(VirshCall call, SimulatedDisk disk)
    {
        if (disk.Job is not { } job)
        {
            return VirshAnswer.Fails($"invalid argument: disk {disk.Target} does not have an active block job");
        }

        if (!job.IsReady(call.Now) || disk.Machine.RefusedPivots > 0)
        {
            disk.Machine.RefusedPivots = Math.Max(disk.Machine.RefusedPivots - 1, 0);
            return VirshAnswer.Fails($"block copy still active: block job 'commit-{disk.Target}-libvirt-{disk.Layers.Count}-format' not ready for pivot yet");
        }

        disk.Pivot();
        return VirshAnswer.Done();
    }

    private static VirshAnswer Abort(SimulatedDisk disk)
    {
        if (disk.Job is null)
        {
            return VirshAnswer.Fails($"invalid argument: disk {disk.Target} does not have an active block job");
        }

        disk.AbortJob();
        return VirshAnswer.Done();
    }

    private static VirshAnswer Info(VirshCall call, VirshOptions options, SimulatedDisk disk)
    {
        if (disk.Job is not { } job)
        {
            return options.Has("raw") ? VirshAnswer.Done() : VirshAnswer.Done($"No current block job for {disk.Target}");
        }

        long copied = job.Copied(call.Now);
        return options.Has("raw")
            ? VirshAnswer.Says($" type=Active Block Commit\n bandwidth=0\n cur={copied}\n end={job.Bytes}\n")
            : new VirshAnswer(true, "", "", $"\rActive Block Commit: [{copied * 100 / job.Bytes,3} %]");
    }
}
