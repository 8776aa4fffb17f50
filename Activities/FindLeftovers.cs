using GlusterDr.Durable;
using GlusterDr.Hypervisors;
using GlusterDr.Runs;

namespace GlusterDr.Activities;

/// <summary>Finds the snapshots that earlier runs left, by what the VMs' chains say now.</summary>
public sealed class FindLeftovers(RunStore runs, RunAccess access) : Activity<RunStep, IReadOnlyList<string>>
{
    /// <inheritdoc/>
    public override async Task<IReadOnlyList<string>> RunAsync(ActivityContext context, RunStep input)
    {
        CancellationToken cancellation = context.CancellationToken;
        DomainAccess domain = await access.DomainAsync(input.RunId, cancellation);
        IReadOnlyList<VmSnapshot> found = await domain.Hypervisor.FindLeftoversAsync(domain.Domain, cancellation);
        List<string> keys = [];
        foreach (VmSnapshot snapshot in found)
        {
            string key = $"leftover-{keys.Count}";
            await runs.SaveDetailAsync(input.RunId, key, snapshot, cancellation);
            keys.Add(key);
        }

        return keys;
    }
}
