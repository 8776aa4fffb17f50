using GlusterDr.Durable;
using GlusterDr.Errors;
using GlusterDr.Ids;
using GlusterDr.Policies;
using GlusterDr.Runs;
using GlusterDr.Vms;

namespace GlusterDr.Activities.Sync.Snapshot;

/// <summary>Lists all VMs on the policy's volumes and decides which to snapshot. VMs that are shut off need no snapshot.</summary>
public sealed class PlanVms(RunStore runs, RunAccess access, TimeProvider time) : Activity<RunStep, PlanVms.Result>
{
    /// <summary>The VMs of which a run takes snapshots.</summary>
    /// <param name="VmIds">The largest first.</param>
    /// <param name="LeftOut">How many are left out from the start; the store says why.</param>
    public sealed record Result(IReadOnlyList<string> VmIds, int LeftOut);

    private const int SavedAtOnce = 16;

    /// <inheritdoc/>
    public override async Task<Result> RunAsync(ActivityContext context, RunStep input)
    {
        CancellationToken cancellation = context.CancellationToken;
        StorageDomainAccess storage = await access.StorageDomainAsync(input.RunId, cancellation);
        IReadOnlyList<VirtualMachine> found = await storage.Hypervisor.ListAsync(storage.StorageDomain, cancellation);
        DateTimeOffset now = time.GetUtcNow();
        RunVm[] planned = [.. found.Select(vm => (storage.Policy.Snapshot.Exclude.Contains(vm.Name) ? new RunVm(vm, VmState.Excluded) : Plan(vm)) with { ListedAt = now })];
        await AtMost.ForEachAsync(SavedAtOnce, planned, (vm, stop) => runs.SaveVmAsync(input.RunId, vm, stop), cancellation);

        string[] ids = [.. planned
            .Where(vm => vm.State == VmState.Planned)
            .OrderByDescending(vm => vm.Vm.TotalBytes)
            .ThenBy(vm => vm.Vm.Name, StringComparer.Ordinal)
            .Select(vm => vm.Vm.Id)];
        return ids.Length > 0 || planned.Any(vm => vm.State == VmState.ShutOff)
            ? new(ids, planned.Count(vm => vm.State == VmState.LeftOut))
            : throw Nothing(storage, planned);
    }

    private static RunVm Plan(VirtualMachine vm)
    {
        string? obstacle = vm.Obstacle ?? vm.Disks
            .Where(d => RunId.OfOverlay(d.Path) is not null)
            .Select(d => $"disk {d.Target} still runs on the overlay {d.Path} of an earlier run")
            .FirstOrDefault();
        return obstacle is null
            ? new RunVm(vm, vm.Power == VmPower.ShutOff ? VmState.ShutOff : VmState.Planned)
            : new RunVm(vm, VmState.LeftOut)
            {
                Error = new(ErrorCodes.VmNotSnapshotable, ErrorClass.NeedsPerson, $"VM '{vm.Name}' is left out: {obstacle}.", vm.Name),
            };
    }

    private static DrException Nothing(StorageDomainAccess storage, RunVm[] planned) => new(new Error(
        ErrorCodes.NothingToProtect,
        ErrorClass.Permanent,
        planned.Length == 0
            ? $"No VM has a disk on {Volumes(storage.Policy)}."
            : $"None of the {planned.Length} VMs on {Volumes(storage.Policy)} can be snapshotted: "
                + (planned.Select(vm => vm.Error).FirstOrDefault(e => e is not null)?.Message ?? "the policy excludes them."),
        storage.Policy.Volume,
        Advice: "Check the hypervisor hosts and the volume in the policy."));

    internal static string Volumes(Policy policy) =>
        $"volume {string.Join(" or ", policy.Volumes.Select(v => $"'{v}'"))}";
}
