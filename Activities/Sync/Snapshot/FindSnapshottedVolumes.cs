using GlusterDr.Durable;
using GlusterDr.Ids;
using GlusterDr.Policies;
using GlusterDr.Runs;

namespace GlusterDr.Activities.Sync.Snapshot;

/// <summary>The volumes of the policy that any VM of the run was frozen on, or has images on while it is shut off.</summary>
public sealed class FindSnapshottedVolumes(RunStore runs, RunAccess access) : Activity<RunStep, IReadOnlyList<string>>
{
    /// <inheritdoc/>
    public override async Task<IReadOnlyList<string>> RunAsync(ActivityContext context, RunStep input)
    {
        Policy policy = await access.PolicyAsync(input.RunId, context.CancellationToken);
        IReadOnlyList<RunVm> vms = await runs.ListVmsAsync(input.RunId, context.CancellationToken);
        HashSet<string> frozen = [.. vms
            .Where(vm => vm is { State: VmState.Snapshotted, Snapshot: not null })
            .SelectMany(vm => policy.VolumesOf(vm.Snapshot!))
            .Concat(vms.Where(vm => vm.State == VmState.ShutOff).SelectMany(vm => vm.Vm.Disks).Select(d => d.Volume ?? policy.Volume))];
        return [.. policy.Volumes.Where(frozen.Contains)];
    }
}
