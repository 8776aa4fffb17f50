using GlusterDr.Durable;
using GlusterDr.Hypervisors;
using GlusterDr.Runs;

namespace GlusterDr.Activities;

/// <summary>
/// Finds snapshots of this run that were taken although the step said that it failed (a command that timed out here and
/// went through there), and keeps their manifests so that the merge sees them.
/// </summary>
public sealed class FindStraySnapshots(RunStore runs, RunAccess access) : Activity<RunStep, int>
{
    /// <inheritdoc/>
    public override async Task<int> RunAsync(ActivityContext context, RunStep input)
    {
        CancellationToken cancellation = context.CancellationToken;
        DomainAccess domain = await access.DomainAsync(input.RunId, cancellation);
        int strays = 0;
        foreach (VmSnapshot snapshot in await domain.Hypervisor.FindLeftoversAsync(domain.Domain, cancellation))
        {
            if (snapshot.RunId == input.RunId
                && await runs.FindVmAsync(input.RunId, snapshot.VmId, cancellation) is { Snapshot: null } vm)
            {
                await runs.SaveVmAsync(input.RunId, vm with { Snapshot = snapshot }, cancellation);
                strays++;
            }
        }

        return strays;
    }
}
