namespace GlusterDr.Simulators;

/// <summary>How the engine deletes a snapshot: it merges the image above into the snapshot's own, disk by disk.</summary>
internal static class SnapshotMerging
{
    private const double BytesPerSecond = 200_000_000;
    private static readonly TimeSpan PollInterval = TimeSpan.FromSeconds(5);

    public static EngineAnswer Delete(EngineRequest request, string vmId, string snapshotId)
    {
        SimulatedEngine engine = request.Engine;
        EngineVm? vm = engine.FindVm(vmId);
        EngineSnapshot snapshot = vm?.Snapshot(snapshotId) ?? throw SnapshotXml.NotFound(snapshotId);
        if (!request.Is("async"))
        {
            return EngineAnswer.Complete(Begin(vm, snapshot, request.CorrelationId));
        }

        // A background request is accepted even if it is then refused. Only the job shows that.
        engine.Later(engine.Options.BackgroundDelay, () => TryBegin(vm, snapshot, request.CorrelationId));
        return new EngineAnswer(202);
    }

    /// <summary>Deletes a snapshot as a person does in the engine's portal.</summary>
    public static void DeleteByHand(EngineVm vm, EngineSnapshot snapshot) => vm.Engine.World.Change(() => Begin(vm, snapshot, "by-hand"));

    private static void TryBegin(EngineVm vm, EngineSnapshot snapshot, string correlationId)
    {
        try
        {
            if (vm.Snapshots.Contains(snapshot))
            {
                Begin(vm, snapshot, correlationId);
            }
        }
        catch (EngineFault)
        {
            vm.Engine.StartJob(correlationId, Title(vm, snapshot)).Finish(false, vm.Engine.Now);
        }
    }

    private static EngineJob Begin(EngineVm vm, EngineSnapshot snapshot, string correlationId)
    {
        SnapshotChecks.Remove(vm, snapshot);
        SimulatedEngine engine = vm.Engine;
        EngineJob job = engine.StartJob(correlationId, Title(vm, snapshot));
        engine.Log(342, "normal", $"Snapshot '{snapshot.Description}' deletion for VM '{vm.Name}' was initiated by admin@internal-authz.", vm, correlationId);
        EngineDisk[] disks = [.. snapshot.Disks.Where(d => d.ImageOf(snapshot.Id) is { } image && image != d.Chain[0])];
        snapshot.Status = "locked";
        SnapshotMerge merge = new(vm, snapshot, job, disks.ToHashSet());
        if (disks.Length == 0)
        {
            Finish(merge);
        }

        foreach (EngineDisk disk in disks)
        {
            Start(merge, disk);
        }

        return job;
    }

    private static void Start(SnapshotMerge merge, EngineDisk disk)
    {
        EngineImage below = disk.ImageOf(merge.Snapshot.Id)!;
        EngineImage top = disk.Chain[disk.Chain.ToList().IndexOf(below) - 1];
        bool isLive = !merge.Vm.IsDown && top == disk.Chain[0] && disk.Simulated is { Volume: not null };
        TimeSpan time = TimeToMerge(merge.Vm, disk, top);
        if (isLive)
        {
            if (merge.Vm.Machine.MergeError is not null)
            {
                Done(merge, disk, succeeded: false);
                return;
            }

            disk.Simulated!.StartCommit(time);
        }

        merge.Vm.Engine.Later(time, () => Look(merge, disk, top, below, isLive));
    }

    private static TimeSpan TimeToMerge(EngineVm vm, EngineDisk disk, EngineImage top)
    {
        long bytes = disk.Domain!.Volume?.Live.GetValueOrDefault(ImageFiles.PathOf(disk, top))?.ContentAt(vm.Engine.Now).Allocated ?? 0;
        TimeSpan copying = TimeSpan.FromSeconds(bytes / BytesPerSecond);
        return vm.Engine.Options.MergeTime + copying;
    }

    private static void Look(SnapshotMerge merge, EngineDisk disk, EngineImage top, EngineImage below, bool isLive)
    {
        EngineVm vm = merge.Vm;
        if (vm.Engine.FindVm(vm.Id) is null)
        {
            merge.Job.Finish(false, vm.Engine.Now);
            return;
        }

        bool runs = isLive && !vm.IsDown && disk.Simulated is not null;
        if (vm.FailingMerges > 0 || (runs && disk.Simulated!.Job is null))
        {
            vm.FailingMerges = Math.Max(vm.FailingMerges - 1, 0);
            disk.Simulated?.AbortJob();
            ImageFiles.SetLegality(disk, top, legal: false);
            Done(merge, disk, succeeded: false);
        }
        else if (runs && !disk.Simulated!.Job!.IsReady(vm.Engine.Now))
        {
            vm.Engine.Later(PollInterval, () => Look(merge, disk, top, below, isLive));
        }
        else
        {
            Merge(disk, top, below, runs);
            Done(merge, disk, succeeded: true);
        }
    }

    private static void Merge(EngineDisk disk, EngineImage top, EngineImage below, bool runs)
    {
        if (runs)
        {
            disk.Simulated!.Pivot();
        }
        else if (disk.Simulated is { Volume: not null } simulated)
        {
            simulated.FoldIn(ImageFiles.PathOf(disk, top));
        }
        else
        {
            MergeUnused(disk, top, below);
        }

        below.SnapshotId = top.SnapshotId;
        below.IsIllegal = false;
        below.Generation++;
        disk.Drop(top);
        ImageFiles.Delete(disk, top);
        int at = disk.Chain.ToList().IndexOf(below);
        foreach (EngineImage changed in disk.Chain.Skip(Math.Max(at - 1, 0)).Take(2))
        {
            ImageFiles.WriteMeta(disk, changed);
        }
    }

    // For a disk that no guest uses.
    private static void MergeUnused(EngineDisk disk, EngineImage top, EngineImage below)
    {
        if (disk.Domain!.Volume is { } volume
            && volume.TryGetFile(ImageFiles.PathOf(disk, top), out SimulatedFile? upper)
            && volume.TryGetFile(ImageFiles.PathOf(disk, below), out SimulatedFile? lower))
        {
            FileContent content = lower.ContentAt(volume.Now);
            long records = Math.Max(content.JournalTo, upper.ContentAt(volume.Now).JournalTo);
            lower.SetContent(content with { JournalTo = records, Torn = false });
            volume.Changes.Record(ChangeKind.Data, lower.Path, volume.Now);
        }
    }

    private static void Done(SnapshotMerge merge, EngineDisk disk, bool succeeded)
    {
        merge.Left.Remove(disk);
        if (!succeeded)
        {
            merge.Failed.Add(disk);
        }

        if (merge.Left.Count == 0)
        {
            Finish(merge);
        }
    }

    private static void Finish(SnapshotMerge merge)
    {
        (EngineVm vm, EngineSnapshot snapshot) = (merge.Vm, merge.Snapshot);
        bool succeeded = merge.Failed.Count == 0;
        if (succeeded)
        {
            vm.Remove(snapshot);
            vm.Engine.Log(356, "normal", $"Snapshot '{snapshot.Description}' deletion for VM '{vm.Name}' has been completed.", vm, merge.Job.CorrelationId);
        }
        else
        {
            snapshot.Status = "ok";
            snapshot.Disks = [.. merge.Failed];
            vm.Engine.Log(357, "error", $"Failed to delete snapshot '{snapshot.Description}' for VM '{vm.Name}'.", vm, merge.Job.CorrelationId);
        }

        merge.Job.Finish(succeeded, vm.Engine.Now);
    }

    private static string Title(EngineVm vm, EngineSnapshot snapshot) => $"Removing Snapshot {snapshot.Description} of VM {vm.Name}";
}
