using GlusterDr.Activities.Preflight;
using GlusterDr.Errors;
using GlusterDr.Hypervisors;
using GlusterDr.Policies;

namespace GlusterDr.Activities;

/// <summary>Preflight on demand, for a policy that need not be stored: what a run would see, and nothing changed.</summary>
public sealed class PolicyChecker(
    SourceChecks source, DestinationChecks destinations, DomainChecks domains, AbandonedOverlays abandoned, RunAccess access, TimeProvider time)
    : IPolicyChecker
{
    /// <inheritdoc/>
    public async Task<CheckReport> CheckAsync(Policy policy, CancellationToken cancellation)
    {
        Findings site = new();
        Findings vms = new();
        Findings overlays = new();
        Findings place = new();
        Findings[] far = [.. policy.Destinations.Select(_ => new Findings())];
        await Task.WhenAll(
            [
                source.LookAsync(policy, site, cancellation),
                domains.LookAsync(access.Domain(policy), place, cancellation),
                CheckVmsAsync(policy, vms, cancellation),
                CheckOverlaysAsync(policy, overlays, cancellation),
                .. policy.Destinations.Select((d, i) => destinations.LookAsync(new(policy, d), far[i], cancellation)),
            ]);
        CheckSites(policy, site);
        return new CheckReport(policy.Name, time.GetUtcNow(), [.. site.All, .. place.All, .. vms.All, .. overlays.All, .. far.SelectMany(f => f.All)]);
    }

    /// <summary>
    /// Of a VM with disks on two volumes nothing can be used at a site that has one of them. A run says so only where there is such
    /// a VM: see <see cref="FindVmsNotWhole"/>.
    /// </summary>
    private static void CheckSites(Policy policy, Findings findings)
    {
        foreach (IGrouping<string, Destination> site in policy.Destinations.GroupBy(d => d.Site.Name))
        {
            string[] missing = [.. policy.Volumes.Except(site.Select(policy.PrimaryOf))];
            if (missing.Length > 0)
            {
                findings.Warn(
                    $"site {site.Key}",
                    ErrorCodes.VmNotWhole,
                    $"no copy goes there of volume {string.Join(", ", missing)}: VMs with disks on it and on {string.Join(", ", site.Select(policy.PrimaryOf))} are not whole there",
                    $"Give the policy a destination at that site with primary-volume {missing[0]}.");
            }
        }
    }

    private async Task CheckOverlaysAsync(Policy policy, Findings findings, CancellationToken cancellation)
    {
        const string Subject = "overlays";
        foreach (Error error in await findings.LookAsync(Subject, () => abandoned.FindAsync(access.Domain(policy), cancellation), needed: false) ?? [])
        {
            findings.Warn(Subject, error);
        }
    }

    private async Task CheckVmsAsync(Policy policy, Findings findings, CancellationToken cancellation)
    {
        const string Subject = "virtual machines";
        DomainAccess domain = access.Domain(policy);
        if (await findings.LookAsync(Subject, () => domain.Hypervisor.ListRunningAsync(domain.Domain, cancellation)) is not { } running)
        {
            return;
        }

        foreach (VirtualMachine vm in running.Where(v => v.Obstacle is not null))
        {
            findings.Warn($"VM {vm.Name}", ErrorCodes.VmNotSnapshotable, vm.Obstacle!, "It would be left out of the run.");
        }

        foreach (VirtualMachine vm in running.Where(v => v.FilesElsewhere.Count > 0))
        {
            findings.Warn(
                $"VM {vm.Name}", ErrorCodes.FilesElsewhere,
                $"its copy does not start unchanged at the other site; not on the volume: {string.Join("; ", vm.FilesElsewhere)}",
                "Put these files on the volume, or copy them to the other site yourself and provide the devices there.");
        }

        foreach (VirtualMachine vm in running.Where(v => v.DisksElsewhere.Count > 0))
        {
            findings.Warn(
                $"VM {vm.Name}", ErrorCodes.DisksElsewhere, $"not protected: {string.Join("; ", vm.DisksElsewhere)}",
                "Where the disk matters, protect it too: a further storage domain by a destination with its primary-volume.");
        }

        if (running.Count == 0)
        {
            findings.Fail(
                Subject, ErrorCodes.NothingToProtect, $"no running VM has a disk on {PlanVms.Volumes(policy)}",
                "Look whether the policy names the right hypervisor hosts and volume.");
        }
        else
        {
            findings.Ok(Subject, $"{running.Count} running with a disk on {PlanVms.Volumes(policy)}: {string.Join(", ", running.Take(10).Select(v => v.Name))}");
        }
    }
}
