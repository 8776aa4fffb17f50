using GlusterDr.Activities.Sync.Finish;
using GlusterDr.Activities.Sync.Snapshot;
using GlusterDr.Activities.Sync.Verify;
using GlusterDr.Errors;
using GlusterDr.Policies;
using GlusterDr.Vms;

namespace GlusterDr.Activities.Sync.Preflight;

/// <summary>Runs preflight on demand, for a policy that need not be stored. Changes nothing.</summary>
public sealed class PolicyChecker(
    SourceChecks source, DestinationChecks destinations, StorageDomainChecks domains, AbandonedOverlays abandoned, RunAccess access, TimeProvider time)
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
                source.CheckAsync(policy, site, cancellation),
                domains.CheckAsync(access.StorageDomain(policy), place, cancellation),
                CheckVmsAsync(policy, vms, cancellation),
                CheckOverlaysAsync(policy, overlays, cancellation),
                .. policy.Destinations.Select((d, i) => destinations.CheckAllAsync(new(policy, d), far[i], cancellation)),
            ]);
        CheckSites(policy, site);
        return new CheckReport(policy.Name, time.GetUtcNow(), [.. site.All, .. place.All, .. vms.All, .. overlays.All, .. far.SelectMany(f => f.All)]);
    }

    /// <summary>
    /// A VM with disks on two volumes cannot be used at a site that has only one of them. A run reports this only if there is such a VM:
    /// see <see cref="FindIncompleteVms"/>.
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
                    $"there is no copy there of volume {string.Join(", ", missing)}: VMs with disks on it and on {string.Join(", ", site.Select(policy.PrimaryOf))} are incomplete there",
                    $"Give the policy a destination at that site with primary-volume {missing[0]}.");
            }
        }
    }

    private async Task CheckOverlaysAsync(Policy policy, Findings findings, CancellationToken cancellation)
    {
        const string Subject = "overlays";
        foreach (Error error in await findings.TryAsync(Subject, () => abandoned.FindAsync(access.StorageDomain(policy), cancellation), needed: false) ?? [])
        {
            findings.Warn(Subject, error);
        }
    }

    private async Task CheckVmsAsync(Policy policy, Findings findings, CancellationToken cancellation)
    {
        const string Subject = "virtual machines";
        StorageDomainAccess storage = access.StorageDomain(policy);
        if (await findings.TryAsync(Subject, () => storage.Hypervisor.ListAsync(storage.StorageDomain, cancellation)) is not { } all)
        {
            return;
        }

        foreach (VirtualMachine vm in all)
        {
            Report(policy, vm, findings);
        }

        VirtualMachine[] protectedVms = [.. all.Where(vm => vm.Obstacle is null && !IsExcluded(policy, vm))];
        if (protectedVms.Length > 0)
        {
            findings.Ok(
                Subject,
                $"{all.Count} with a disk on {PlanVms.Volumes(policy)}: {Count(protectedVms, VmPower.Running)} running, {Count(protectedVms, VmPower.Paused)} paused, "
                    + $"{Count(protectedVms, VmPower.ShutOff)} shut off, {all.Count - protectedVms.Length} not protected");
            return;
        }

        findings.Fail(
            Subject, ErrorCodes.NothingToProtect,
            all.Count == 0 ? $"no VM has a disk on {PlanVms.Volumes(policy)}" : $"none of the {all.Count} VMs on {PlanVms.Volumes(policy)} can be snapshotted",
            "Check the hypervisor hosts and the volume in the policy.");
    }

    private static bool IsExcluded(Policy policy, VirtualMachine vm) => policy.Snapshot.Exclude.Contains(vm.Name);

    private static int Count(IEnumerable<VirtualMachine> vms, VmPower power) => vms.Count(vm => vm.Power == power);

    /// <summary>Reports how a run would protect a VM, and what it would not protect.</summary>
    private static void Report(Policy policy, VirtualMachine vm, Findings findings)
    {
        string subject = $"VM {vm.Name}";
        if (IsExcluded(policy, vm))
        {
            findings.Ok(subject, $"{State(vm)}: not protected, as the policy excludes it (snapshot.exclude)");
            return;
        }

        if (vm.Obstacle is { } obstacle)
        {
            findings.Warn(subject, ErrorCodes.VmNotSnapshotable, $"{State(vm)}: {obstacle}", "It would be left out of the run.");
        }
        else
        {
            string disks = string.Join(", ", vm.Disks.Select(d => d.Target));
            findings.Ok(subject, vm.Power == VmPower.ShutOff
                ? $"{State(vm)}: its images are compared as they are ({disks})"
                : $"{State(vm)}: a snapshot is taken of its disks on the volume ({disks})");
        }

        if (vm.FilesElsewhere.Count > 0)
        {
            findings.Warn(
                subject, ErrorCodes.FilesElsewhere,
                $"its copy does not start unchanged at the other site; not on the volume: {string.Join("; ", vm.FilesElsewhere)}",
                "Put these files on the volume, or copy them to the other site yourself and provide the devices there.");
        }

        if (vm.DisksElsewhere.Count > 0)
        {
            findings.Warn(
                subject, ErrorCodes.DisksElsewhere, $"not protected: {string.Join("; ", vm.DisksElsewhere)}",
                "If the disk matters, protect it too: add a destination with the primary-volume of its storage domain.");
        }

        string[] written = [.. vm.Files.Where(f => f.Path is not null && (f.IsFolder || (f.IsWritten && vm.Power != VmPower.ShutOff))).Select(f => f.ToString())];
        if (written.Length > 0)
        {
            findings.Ok(subject, $"on the volume, replicated but not compared: {string.Join("; ", written)}");
        }
    }

    private static string State(VirtualMachine vm) => vm.Power switch
    {
        VmPower.Running => $"running on {vm.Host}",
        VmPower.Paused => $"paused on {vm.Host}",
        _ => "shut off",
    };
}
