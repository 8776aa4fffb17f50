using GlusterDr.Durable;
using GlusterDr.Errors;
using GlusterDr.Ids;
using GlusterDr.Leases;
using GlusterDr.Policies;

namespace GlusterDr.Runs;

/// <summary>The leases of a run: every volume of its policy, or none.</summary>
public sealed class RunLeases(LeaseStore leases, IOrchestrationClient client)
{
    /// <summary>Takes all leases, or finds that the run already has them. Leases of dead runs are taken over one by one.</summary>
    /// <remarks>
    /// The order is the same for every policy, so if two runs want the same volumes at once, one gets all of them. A run that dies
    /// half-way leaves some leases behind; the next run takes them over, because that run never started.
    /// </remarks>
    /// <exception cref="DrException"><see cref="ErrorCodes.LeaseHeld"/>, with the name of the running run or operation; leases that this call took are released.</exception>
    public async Task TakeAsync(Policy policy, string runId, CancellationToken cancellation)
    {
        List<string> taken = [];
        foreach (string volume in policy.Volumes.Order(StringComparer.Ordinal))
        {
            string resource = LeaseStore.StorageDomain(policy.Site.Name, volume);
            LeaseStore.Attempt attempt = await leases.TryAcquireAsync(resource, runId, IsAliveAsync, cancellation);
            if (attempt.Lease.Holder != runId)
            {
                await GiveBackAsync(taken, runId, cancellation);
                throw Held(policy, volume, attempt.Lease);
            }

            if (attempt.IsNew)
            {
                taken.Add(resource);
            }
        }
    }

    /// <summary>Whether a run, an operation or an API call is still running. For a call, which is no instance of the engine, its lease decides.</summary>
    public async Task<bool> IsAliveAsync(string holder) => await client.GetInstanceAsync(holder) is { } instance
        ? !instance.IsCompleted
        : !RunId.TryParse(holder, out _) && !OperationId.TryParse(holder, out _) && await leases.IsCallAliveAsync(holder, CancellationToken.None);

    /// <summary>The error that names the running run or operation.</summary>
    internal static DrException Held(Policy policy, string volume, Lease lease) => new(new Error(
        ErrorCodes.LeaseHeld,
        ErrorClass.Transient,
        $"Refused: {LeaseHolder.Name(lease.Holder)} has been using volume '{volume}' of site '{policy.Site.Name}' since {lease.AcquiredAt:u}.",
        volume).Advise(LeaseHolder.Advice(lease.Holder)));

    private async Task GiveBackAsync(IReadOnlyList<string> taken, string runId, CancellationToken cancellation)
    {
        foreach (string resource in taken)
        {
            await leases.ReleaseAsync(resource, runId, cancellation);
        }
    }
}
