namespace GlusterDr.Simulators;

/// <summary>The engine's checks of snapshot requests, in its order and with its messages.</summary>
internal static class SnapshotChecks
{
    private const int BadRequest = 400;
    private const int Conflict = 409;
    private const int Broken = 500;
    private const string Busy = ". The VM is performing an operation on a Snapshot. Please wait for the operation to finish, and try again.";

    /// <summary>Throws if a snapshot of these disks cannot be taken.</summary>
    public static void Create(EngineVm vm, IReadOnlyList<EngineDisk> disks)
    {
        const string cannot = "Cannot create Snapshot";
        LockIsFree(vm, cannot);
        // The status is checked first, so the engine never reports the machine's own lock or migration.
        Refuse(vm.IsLocked || vm.IsMigrating, Conflict, $"{cannot} because the VM is in {StatusText.Of(vm)} status.");
        Refuse(vm.Snapshots.Any(s => s.Status == "locked"), Conflict, cannot + Busy);
        Refuse(IsInPreview(vm), Conflict, $"{cannot}. VM is previewing a Snapshot.");
        DisksAreFree(disks, cannot);
        DisksAreLegal(disks, cannot);
        EngineDomain? full = disks.Select(d => d.Domain!).FirstOrDefault(d => d.Volume is { Free: 0 });
        Refuse(full is not null, Conflict, $"{cannot}. Low disk space on Storage Domain {full?.Name}.");
        EngineDomain? inactive = disks.Select(d => d.Domain!).FirstOrDefault(d => d.Status != "active");
        Refuse(inactive is not null, Conflict, $"{cannot}. The relevant Storage Domain's status is {inactive?.Status}.");
        int others = vm.Engine.Vms.Sum(v => v.Snapshots.Count(s => s.IsBeingTaken));
        Refuse(others >= vm.Engine.Options.SnapshotsAtOnce, Conflict, $"{cannot}. Related operation is currently in progress. Please try again later.");
    }

    /// <summary>The disks that a request names. Throws if one of them cannot be part of a snapshot.</summary>
    public static IReadOnlyList<EngineDisk> Named(EngineVm vm, IReadOnlyList<string> ids)
    {
        const string cannot = "Cannot create Snapshot";
        Dictionary<string, EngineDisk> all = vm.Engine.AllDisks.ToDictionary(d => d.Id);
        string[] unknown = [.. ids.Where(i => !all.ContainsKey(i))];
        Refuse(unknown.Length > 0, BadRequest, $"{cannot}. The following disk(s) ID(s) does not exist: {string.Join(", ", unknown)}.");
        EngineDisk[] disks = [.. ids.Select(i => all[i])];
        EngineDisk[] unfit = [.. disks.Where(d => vm.Disks.Contains(d) && !d.AllowsSnapshot)];
        Refuse(unfit.Length > 0, BadRequest, $"{cannot}. Snapshot is not allowed for the following disk(s): {Names(unfit)}.");
        EngineDisk[] foreign = [.. disks.Where(d => !vm.Disks.Contains(d))];
        Refuse(foreign.Length > 0, BadRequest, $"{cannot}. The following disk(s) are not attached to the VM {vm.Name}: {Names(foreign)}.");
        return disks;
    }

    /// <summary>Throws if a snapshot cannot be merged now.</summary>
    public static void Remove(EngineVm vm, EngineSnapshot snapshot)
    {
        const string cannot = "Cannot remove Snapshot";
        LockIsFree(vm, cannot);
        bool busy = vm.Snapshots.Any(s => s.Status == "locked" && (s == snapshot || s.Disks.Intersect(snapshot.Disks).Any()));
        Refuse(busy, Conflict, cannot + Busy);
        Refuse(IsInPreview(vm), Conflict, $"{cannot}. VM is previewing a Snapshot.");
        Refuse(vm.Status is not ("up" or "down" or "paused"), Conflict, $"{cannot}. VM {vm.Name} must be in status Down, Up or Paused.");
        DisksAreFree(snapshot.Disks, cannot);
        if (vm.IsDown)
        {
            DisksAreLegal(snapshot.Disks, cannot);
            return;
        }

        EngineDisk[] unplugged = [.. snapshot.Disks.Where(d => !d.IsPlugged || !vm.Disks.Contains(d))];
        Refuse(unplugged.Length > 0, Conflict, $"{cannot}. The following disks are either unplugged or unattached: \n {Names(unplugged)}");
    }

    // If the lock is taken, the message says what its holder does.
    private static void LockIsFree(EngineVm vm, string cannot) => Refuse(
        vm.Snapshots.Any(s => s.IsBeingTaken), Conflict, $"{cannot}. Snapshot is currently being created for VM {vm.Name}.");

    private static bool IsInPreview(EngineVm vm) => vm.IsPreviewing || vm.Snapshots.Any(s => s.Status == "in_preview");

    private static void DisksAreFree(IEnumerable<EngineDisk> disks, string cannot)
    {
        EngineDisk[] locked = [.. disks.Where(d => d.IsLocked)];
        Refuse(locked.Length > 0, Conflict, $"{cannot}: The following disks are locked: {Names(locked)}. Please try again in a few minutes.");
    }

    // For an illegal disk the engine answers 500 and not a conflict.
    private static void DisksAreLegal(IEnumerable<EngineDisk> disks, string cannot)
    {
        EngineDisk[] illegal = [.. disks.Where(d => d.Chain.Any(i => i.IsIllegal))];
        Refuse(illegal.Length > 0, Broken, $"{cannot}. The following attached disks are in ILLEGAL status: {Names(illegal)} - please remove them and try again.");
    }

    private static string Names(IEnumerable<EngineDisk> disks) => string.Join(", ", disks.Select(d => d.Alias));

    private static void Refuse(bool when, int status, string message)
    {
        if (when)
        {
            throw EngineFault.Refusal(status, message);
        }
    }
}
