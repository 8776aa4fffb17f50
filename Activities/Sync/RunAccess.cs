using GlusterDr.Errors;
using GlusterDr.Gluster.Leases;
using GlusterDr.Gluster.Volumes;
using GlusterDr.Hypervisors;
using GlusterDr.Ids;
using GlusterDr.Policies;
using GlusterDr.Runs;

namespace GlusterDr.Activities.Sync;

/// <summary>The policy, destinations and VMs of a run, read from the store in each activity.</summary>
public sealed class RunAccess(RunStore runs, IHypervisorFactory hypervisors, SiteLeases leases)
{
    /// <summary>The policy as it was when the run began.</summary>
    public Task<Policy> PolicyAsync(string runId, CancellationToken cancellation) => runs.GetPolicyAsync(runId, cancellation);

    /// <summary>Renews the run's lease at the site.</summary>
    /// <exception cref="DrException"><see cref="ErrorCodes.LeaseLost"/>, <see cref="ErrorCodes.LeaseUnverified"/>.</exception>
    public async Task RenewLeaseAsync(string runId, CancellationToken cancellation)
    {
        Policy policy = await PolicyAsync(runId, cancellation);
        await leases.RenewAsync(new GlusterPool(policy.Site.GlusterNodes()), runId, cancellation);
    }

    /// <summary>Verifies that the run still has the lease at the site. Each activity that accesses a site does this first.</summary>
    /// <exception cref="DrException"><see cref="ErrorCodes.LeaseLost"/>, <see cref="ErrorCodes.LeaseUnverified"/>.</exception>
    public Task RequireLeaseAsync(Policy policy, string runId, CancellationToken cancellation) =>
        leases.RequireAsync(new GlusterPool(policy.Site.GlusterNodes()), runId, cancellation);

    /// <summary>A destination with its policy.</summary>
    /// <exception cref="KeyNotFoundException">The policy has none of that name.</exception>
    /// <exception cref="DrException"><see cref="ErrorCodes.LeaseLost"/>, <see cref="ErrorCodes.LeaseUnverified"/>.</exception>
    public async Task<DestinationAccess> DestinationAsync(DestinationStep step, CancellationToken cancellation)
    {
        Policy policy = await PolicyAsync(step.RunId, cancellation);
        await RequireLeaseAsync(policy, step.RunId, cancellation);
        return Destination(policy, step);
    }

    /// <summary>
    /// A destination of a dead run, for the run that cleans up after it. The lease of the latter counts, so it is not verified here.
    /// </summary>
    /// <exception cref="KeyNotFoundException">The policy has none of that name.</exception>
    public async Task<DestinationAccess> DeadDestinationAsync(DestinationStep step, CancellationToken cancellation) =>
        Destination(await PolicyAsync(step.RunId, cancellation), step);

    private static DestinationAccess Destination(Policy policy, DestinationStep step)
    {
        Destination destination = policy.Destinations.FirstOrDefault(d => d.Name == step.Destination)
            ?? throw new KeyNotFoundException($"Policy '{policy.Name}' has no destination '{step.Destination}'.");
        return new(policy, destination);
    }

    /// <summary>The storage domain and its hypervisor.</summary>
    /// <exception cref="DrException"><see cref="ErrorCodes.LeaseLost"/>, <see cref="ErrorCodes.LeaseUnverified"/>.</exception>
    public async Task<StorageDomainAccess> StorageDomainAsync(string runId, CancellationToken cancellation)
    {
        Policy policy = await PolicyAsync(runId, cancellation);
        await RequireLeaseAsync(policy, runId, cancellation);
        return StorageDomain(policy);
    }

    /// <inheritdoc cref="StorageDomainAsync"/>
    public StorageDomainAccess StorageDomain(Policy policy) => new(
        policy,
        new StorageDomain(policy.Site, policy.Volume) { Further = [.. policy.Volumes.Skip(1)] },
        hypervisors.Create(policy.Site.Hypervisor
            ?? throw new InvalidOperationException($"Site '{policy.Site.Name}' has no hypervisor.")));

    /// <summary>Updates the record of a destination. Its state may only change as <see cref="RunTransitions"/> permits.</summary>
    public async Task<RunDestination> UpdateAsync(
        DestinationStep step, Func<RunDestination, RunDestination> change, CancellationToken cancellation)
    {
        return await runs.UpdateDestinationAsync(step.RunId, step.Destination, Moved, cancellation);

        RunDestination Moved(RunDestination before)
        {
            RunDestination after = change(before);
            RunTransitions.Destination.Move(before.State, after.State);
            return after;
        }
    }

    /// <summary>Updates the record of a VM. Its state may only change as <see cref="RunTransitions"/> permits.</summary>
    /// <exception cref="KeyNotFoundException">The run has no such VM.</exception>
    public async Task<RunVm> UpdateAsync(VmStep step, Func<RunVm, RunVm> change, CancellationToken cancellation)
    {
        return await runs.UpdateVmAsync(step.RunId, step.VmId, Moved, cancellation) ?? throw NoSuchVm(step);

        RunVm Moved(RunVm before)
        {
            RunVm after = change(before);
            RunTransitions.Vm.Move(before.State, after.State);
            return after;
        }
    }

    /// <summary>A VM of the run.</summary>
    /// <exception cref="KeyNotFoundException">The run has no such VM.</exception>
    public async Task<RunVm> VmAsync(VmStep step, CancellationToken cancellation) =>
        await runs.FindVmAsync(step.RunId, step.VmId, cancellation) ?? throw NoSuchVm(step);

    private static KeyNotFoundException NoSuchVm(VmStep step) => new($"Run '{step.RunId}' has no VM '{step.VmId}'.");
}
