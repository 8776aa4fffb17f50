using GlusterDr.Durable;
using GlusterDr.Errors;
using GlusterDr.Leases;
using GlusterDr.Policies;

namespace GlusterDr.Runs;

/// <summary>Starts and cancels runs from outside; every host uses this one.</summary>
public sealed class RunStarter(IOrchestrationClient client, PolicyStore policies, LeaseStore leases, TimeProvider time)
{
    /// <summary>The event that asks a run to stop.</summary>
    public const string CancelEvent = "cancel";

    /// <summary>The event that makes a run look at a destination's session now. It tells nothing else, and may be wrong, late or double.</summary>
    public static string LookEvent(string destination) => $"look:{destination}";

    /// <summary>Starts a run and returns its id. The storage domain is leased to it before this returns.</summary>
    /// <exception cref="DrException"><see cref="ErrorCodes.PolicyNotFound"/>, or <see cref="ErrorCodes.LeaseHeld"/>
    /// with the name of the live run.</exception>
    public async Task<string> StartAsync(string policyName, RunTrigger trigger, CancellationToken cancellation)
    {
        Policy policy = await policies.GetAsync(policyName, cancellation);
        string runId = RunId.Create(policy.Name, time.GetUtcNow());
        string resource = LeaseStore.StorageDomain(policy.Site.Name, policy.Volume);
        LeaseAttempt attempt = await leases.TryAcquireAsync(resource, runId, IsAliveAsync, cancellation);
        if (attempt.Lease.Holder != runId)
        {
            throw LeaseHeld(policy, attempt.Lease);
        }

        try
        {
            StartOrchestrationOptions options = new(runId);
            SyncRequest request = new(runId, policy.Name, trigger);
            return await client.ScheduleNewOrchestrationInstanceAsync(SyncRequest.OrchestratorName, request, options, cancellation);
        }
        catch (InstanceExistsException)
        {
            throw LeaseHeld(policy, attempt.Lease);
        }
    }

    /// <summary>Asks a run to stop: it undoes what it did and ends as cancelled. A run that is over stays as it is.</summary>
    public Task CancelAsync(string runId, string reason, CancellationToken cancellation) =>
        client.RaiseEventAsync(runId, CancelEvent, reason, cancellation);

    private async Task<bool> IsAliveAsync(string runId) =>
        await client.GetInstanceAsync(runId) is { IsCompleted: false };

    /// <summary>The refusal that names the live run.</summary>
    public static DrException LeaseHeld(Policy policy, Lease lease) => new(new Error(
        ErrorCodes.LeaseHeld,
        ErrorClass.Transient,
        $"Run '{lease.Holder}' is at work on volume '{policy.Volume}' of site '{policy.Site.Name}' since {lease.AcquiredAt:u}.",
        policy.Volume,
        Advice: $"Watch it with `glusterdr run {lease.Holder} --follow`, or stop it with `glusterdr cancel {lease.Holder}`."));
}
