using GlusterDr.Durable;
using GlusterDr.Ids;
using GlusterDr.Policies;
using GlusterDr.Runs;

namespace GlusterDr.Activities.Sync.Snapshot;

/// <summary>Finds the volumes of the policy on which a VM of the run has a snapshot, or has images while it is shut off.</summary>
public sealed class FindSnapshottedVolumes(RunStore runs, RunAccess access) : Activity<RunStep, IReadOnlyList<string>>
{
    /// <inheritdoc/>
    public override async Task<IReadOnlyList<string>> RunAsync(ActivityContext context, RunStep input)
    {
        Policy policy = await access.PolicyAsync(input.RunId, context.CancellationToken);
        IReadOnlyList<RunVm> vms = await runs.ListVmsAsync(input.RunId, context.CancellationToken);
        HashSet<string> found = [.. vms
            .Where(vm => vm is { State: VmState.Snapshotted, Snapshot: not null })
            .SelectMany(vm => policy.VolumesOf(vm.Snapshot!))
            .Concat(vms.Where(vm => vm.State == VmState.ShutOff).SelectMany(vm => vm.Vm.Disks).Select(d => d.Volume ?? policy.Volume))];
        return [.. policy.Volumes.Where(found.Contains)];
    }
}
