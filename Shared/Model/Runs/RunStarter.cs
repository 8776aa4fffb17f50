using GlusterDr.Durable;
using GlusterDr.Errors;
using GlusterDr.Ids;
using GlusterDr.Leases;
using GlusterDr.Policies;

namespace GlusterDr.Runs;

/// <summary>Starts and cancels runs. All hosts use it.</summary>
public sealed class RunStarter(IOrchestrationClient client, PolicyStore policies, LeaseStore leases, TimeProvider time)
{
    /// <summary>The event that cancels a run.</summary>
    public const string CancelEvent = "cancel";

    /// <summary>The event that makes a run check a destination's session now. It contains no data, and may be wrong, late or repeated.</summary>
    public static string CheckNowEvent(string destination) => $"look:{destination}";

    /// <summary>Starts a run and returns its ID. All volumes of the policy are leased to the run before this returns.</summary>
    /// <exception cref="DrException"><see cref="ErrorCodes.PolicyNotFound"/>, or <see cref="ErrorCodes.LeaseHeld"/>
    /// with the name of the running run.</exception>
    public async Task<string> StartAsync(string policyName, RunTrigger trigger, CancellationToken cancellation)
    {
        Policy policy = await policies.GetAsync(policyName, cancellation);
        string runId = RunId.Create(policy.Name, time.GetUtcNow());
        await new RunLeases(leases, client).TakeAsync(policy, runId, cancellation);
        try
        {
            StartOrchestrationOptions options = new(runId);
            SyncRequest request = new(runId, policy.Name, trigger) { Version = SyncRequest.CurrentVersion };
            return await client.ScheduleNewOrchestrationInstanceAsync(SyncRequest.OrchestratorName, request, options, cancellation);
        }
        catch (InstanceExistsException)
        {
            string resource = LeaseStore.StorageDomain(policy.Site.Name, policy.Volume);
            throw RunLeases.Held(policy, policy.Volume, new Lease(resource, runId, time.GetUtcNow()));
        }
    }

    /// <summary>Cancels a run: it undoes its changes and ends as cancelled. A run that has ended is not changed.</summary>
    public Task CancelAsync(string runId, string reason, CancellationToken cancellation) =>
        client.RaiseEventAsync(runId, CancelEvent, reason, cancellation);
}
