using System.Text.RegularExpressions;

namespace GlusterDr.Simulators;

/// <summary>How the engine takes a snapshot: it is locked at first, and ok when the host has put overlays on the images.</summary>
internal static partial class SnapshotTaking
{
    private const long EmptyOverlay = 200_704;

    public static EngineAnswer Add(EngineRequest request, string vmId)
    {
        EngineSnapshotRequest snapshotRequest = EngineSnapshotRequest.Read(request);
        EngineVm vm = request.Engine.FindVm(vmId) ?? throw EngineFault.Refusal(400, "Cannot create Snapshot. VM is not found.");
        IReadOnlyList<EngineDisk> disks = snapshotRequest.DiskIds is null ? [.. vm.Disks.Where(d => d.AllowsSnapshot)] : SnapshotChecks.Named(vm, snapshotRequest.DiskIds);
        SnapshotChecks.Create(vm, disks);
        EngineSnapshot snapshot = Begin(vm, snapshotRequest, disks, request.CorrelationId);
        return EngineAnswer.Of(SnapshotXml.Of(vm, snapshot), 201);
    }

    public static EngineSnapshot TakeAtOnce(EngineVm vm, string description)
    {
        EngineSnapshot snapshot = Create(vm, new EngineSnapshotRequest(description, WithMemory: false, null), [.. vm.Disks.Where(d => d.AllowsSnapshot)]);
        PutOverlays(vm, snapshot, quiesced: false);
        snapshot.Status = "ok";
        return snapshot;
    }

    private static EngineSnapshot Begin(EngineVm vm, EngineSnapshotRequest snapshotRequest, IReadOnlyList<EngineDisk> disks, string correlationId)
    {
        SimulatedEngine engine = vm.Engine;
        EngineSnapshot snapshot = Create(vm, snapshotRequest, disks);
        snapshot.IsBeingTaken = true;
        snapshot.IsOfRun = true;
        EngineJob job = engine.StartJob(correlationId, $"Creating VM Snapshot {snapshotRequest.Description} for VM {vm.Name}");
        engine.Log(45, "normal", $"Snapshot '{snapshotRequest.Description}' creation for VM '{vm.Name}' was initiated by admin@internal-authz.", vm, correlationId);
        TimeSpan time = engine.Options.SnapshotTime;
        bool holds = snapshotRequest.WithMemory && vm.Machine.State == MachineState.Running;
        if (holds)
        {
            engine.World.Violate($"a snapshot of {vm.Name} saves its memory, and holds its guest meanwhile");
            vm.Pause();
        }
        else if (Hangs(vm))
        {
            vm.Machine.SetFrozen(true);
            time += engine.Options.FreezeTimeout;
        }

        engine.Later(time, () => Finish(vm, snapshot, job, holds));
        return snapshot;
    }

    // The images in use now belong to the new snapshot. Those of other disks stay with the active one.
    private static EngineSnapshot Create(EngineVm vm, EngineSnapshotRequest snapshotRequest, IReadOnlyList<EngineDisk> disks)
    {
        EngineSnapshot snapshot = new(vm.ActiveSnapshotId, snapshotRequest.Description, vm.Engine.Now) { Status = "locked", HasMemory = snapshotRequest.WithMemory, Disks = disks };
        vm.ActiveSnapshotId = vm.Engine.NewId("active");
        GiveToActive(vm, vm.Disks.Except(disks));
        vm.Add(snapshot);
        return snapshot;
    }

    private static void GiveToActive(EngineVm vm, IEnumerable<EngineDisk> disks)
    {
        foreach (EngineDisk disk in disks.Where(d => d.Chain.Count > 0))
        {
            disk.Chain[0].SnapshotId = vm.ActiveSnapshotId;
        }
    }

    private static void Finish(EngineVm vm, EngineSnapshot snapshot, EngineJob job, bool wasPaused)
    {
        SimulatedEngine engine = vm.Engine;
        snapshot.IsBeingTaken = false;
        if (engine.FindVm(vm.Id) is null)
        {
            job.Finish(false, engine.Now);
            return;
        }

        bool quiesced = !vm.IsDown && !snapshot.HasMemory && CanFreeze(vm);
        if (vm.Machine.IsFrozen)
        {
            vm.Machine.SetFrozen(false);
        }

        bool inconsistent = vm.Machine.State == MachineState.Running && !snapshot.HasMemory && !quiesced;
        if (inconsistent && (engine.Options.FreezesItself || !engine.Options.AllowsInconsistent))
        {
            engine.Log(
                10764,
                "warning",
                $"Failed to freeze guest filesystems on VM {vm.Name}. Note that using the created snapshot might cause data inconsistency.",
                vm,
                job.CorrelationId);
        }

        bool fails = vm.FailingSnapshots > 0 || vm.Machine.SnapshotError is not null || (inconsistent && !engine.Options.AllowsInconsistent);
        if (fails)
        {
            Fail(vm, snapshot, job);
        }
        else
        {
            Succeed(vm, snapshot, job, quiesced);
        }

        if (wasPaused && vm.Machine.State == MachineState.Paused)
        {
            vm.Start();
        }
    }

    private static void Succeed(EngineVm vm, EngineSnapshot snapshot, EngineJob job, bool quiesced)
    {
        PutOverlays(vm, snapshot, quiesced);
        snapshot.Status = "ok";
        vm.Engine.Log(68, "normal", $"Snapshot '{snapshot.Description}' creation for VM '{vm.Name}' has been completed.", vm, job.CorrelationId);
        job.Finish(true, vm.Engine.Now);
    }

    // Removes the snapshot as if it had never been requested.
    private static void Fail(EngineVm vm, EngineSnapshot snapshot, EngineJob job)
    {
        vm.FailingSnapshots = Math.Max(vm.FailingSnapshots - 1, 0);
        vm.Remove(snapshot);
        vm.ActiveSnapshotId = snapshot.Id;
        GiveToActive(vm, vm.Disks);
        vm.Engine.Log(69, "error", $"Failed to complete snapshot '{snapshot.Description}' creation for VM '{vm.Name}'.", vm, job.CorrelationId);
        job.Finish(false, vm.Engine.Now);
    }

    private static void PutOverlays(EngineVm vm, EngineSnapshot snapshot, bool quiesced)
    {
        List<(SimulatedDisk Disk, string Overlay)> overlays = [];
        foreach (EngineDisk disk in snapshot.Disks)
        {
            EngineImage below = disk.Chain[0];
            EngineImage overlay = new(vm.Engine.NewId("image"), vm.ActiveSnapshotId, vm.Engine.Now, disk.NextSequence, "cow");
            string path = ImageFiles.PathOf(disk, overlay);
            if (disk.Simulated is { Volume: not null } simulated)
            {
                overlays.Add((simulated, path));
            }
            else
            {
                WriteUnused(disk, path, ImageFiles.PathOf(disk, below));
            }

            disk.Push(overlay);
            ImageFiles.WriteCompanions(disk, overlay);
            ImageFiles.WriteMeta(disk, below);
            if (snapshot.IsOfRun)
            {
                vm.Engine.RememberOverlay(path);
            }
        }

        if (snapshot.Disks.Count > 0)
        {
            vm.Machine.TakeSnapshot(NameFor(vm, snapshot), overlays, quiesced);
        }
    }

    // For a disk that no guest uses.
    private static void WriteUnused(EngineDisk disk, string path, string below)
    {
        if (disk.Domain!.Volume is { } volume)
        {
            FileContent content = new(StableHash.Of($"overlay {path}"), EmptyOverlay) { Allocated = EmptyOverlay };
            volume.Write(path, content, "qcow2").BackingFile = $"{volume.MountPath}/{below}";
        }
    }

    // A run's snapshot is identified by the run. A second one for the same run is a violation.
    private static string NameFor(EngineVm vm, EngineSnapshot snapshot) => Run().Match(snapshot.Description) is { Success: true } run
        ? run.Value
        : vm.Machine.Snapshots.Any(s => s.Name == snapshot.Description) ? snapshot.Id : snapshot.Description;

    private static bool CanFreeze(EngineVm vm) => vm.Machine is { State: MachineState.Running, HasAgent: true, AgentIsMute: false, FreezesHang: false };

    private static bool Hangs(EngineVm vm) => vm.Machine is { State: MachineState.Running, HasAgent: true, AgentIsMute: false, FreezesHang: true };

    [GeneratedRegex(@"sync-[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?-\d{8}T\d{6}Z")]
    private static partial Regex Run();
}
