using GlusterDr.Activities.Sync.Finish;
using GlusterDr.Durable;
using GlusterDr.Ids;
using GlusterDr.Runs;
using GlusterDr.Vms;

namespace GlusterDr.Activities.Sync.Prepare;

/// <summary>
/// Finds the snapshots that earlier runs left, by the present backing chains of the VMs. Snapshots of a run in progress are not
/// left-overs: a run of another policy may work on a VM with disks on volumes of both policies.
/// </summary>
public sealed class FindLeftovers(RunStore runs, RunAccess access, AbandonedOverlays abandoned, IOrchestrationClient client)
    : Activity<RunStep, IReadOnlyList<string>>
{
    /// <inheritdoc/>
    public override async Task<IReadOnlyList<string>> RunAsync(ActivityContext context, RunStep input)
    {
        CancellationToken cancellation = context.CancellationToken;
        StorageDomainAccess storage = await access.StorageDomainAsync(input.RunId, cancellation);
        IReadOnlyList<VmSnapshot> found = await storage.Hypervisor.FindLeftoversAsync(storage.StorageDomain, cancellation);
        List<string> keys = [];
        string[] holders = [.. found.Select(s => s.RunId).Distinct(StringComparer.Ordinal).Where(id => id != input.RunId)];
        OrchestrationMetadata?[] states = await Task.WhenAll(holders.Select(id => client.GetInstanceAsync(id, cancellation)));
        HashSet<string> atWork = [.. holders.Where((_, i) => states[i] is { IsCompleted: false })];
        foreach (VmSnapshot snapshot in found.Where(s => !atWork.Contains(s.RunId)))
        {
            string key = $"leftover-{keys.Count}";
            await runs.SaveDetailAsync(input.RunId, key, snapshot, cancellation);
            keys.Add(key);
        }

        await abandoned.KeepAsync(input.RunId, storage, cancellation);
        return keys;
    }
}
