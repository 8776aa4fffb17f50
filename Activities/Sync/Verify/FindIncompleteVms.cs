using GlusterDr.Activities.Sync.Snapshot;
using GlusterDr.Durable;
using GlusterDr.Errors;
using GlusterDr.Ids;
using GlusterDr.Policies;
using GlusterDr.RecoveryPoints;
using GlusterDr.Runs;

namespace GlusterDr.Activities.Sync.Verify;

/// <summary>
/// Finds, for each site, the VMs with disks on several volumes of which this run has verified only some: their disks at the site are not
/// consistent with each other. Their names are stored in the recovery points.
/// </summary>
public sealed class FindIncompleteVms(RunStore runs, RunAccess access, RecoveryPointStore points)
    : Activity<RunStep, IReadOnlyList<Error>>
{
    private const int MostNames = 20;

    /// <inheritdoc/>
    public override async Task<IReadOnlyList<Error>> RunAsync(ActivityContext context, RunStep input)
    {
        CancellationToken cancellation = context.CancellationToken;
        Policy policy = await access.PolicyAsync(input.RunId, cancellation);
        RunReport report = await runs.GetReportAsync(input.RunId, cancellation);
        List<Error> errors = [];
        foreach (IGrouping<string, Destination> site in policy.Destinations.GroupBy(d => d.Site.Name))
        {
            Destination[] verified = [.. site.Where(d => report.Destinations.Any(r => r.Name == d.Name && r.RecoveryPoint is not null))];
            Spread[] incomplete = Incomplete(policy, report.Vms, [.. verified.Select(policy.PrimaryOf)]);
            await KeepAsync(policy, report, verified, incomplete, cancellation);
            errors.AddRange(policy.Volumes
                .Except(verified.Select(policy.PrimaryOf))
                .Select(volume => (Volume: volume, Vms: incomplete.Where(s => s.Volumes.Contains(volume)).ToArray()))
                .Where(missing => missing.Vms.Length > 0)
                .Select(missing => ErrorOf(site.Key, missing.Volume, site.Any(d => policy.PrimaryOf(d) == missing.Volume), missing.Vms)));
        }

        return errors;
    }

    /// <summary>VMs with a disk on a volume that is verified there, and another on a volume that is not.</summary>
    private static Spread[] Incomplete(Policy policy, IReadOnlyList<RunVm> vms, HashSet<string> verified) => [.. vms
        .Select(vm => vm switch
        {
            { State: VmState.ShutOff } => new Spread(vm.Vm.Name, [.. vm.Vm.Disks.Select(d => d.Volume ?? policy.Volume).Distinct(StringComparer.Ordinal)]),
            { State: not (VmState.LeftOut or VmState.Excluded), Snapshot: { } snapshot } => new Spread(snapshot.VmName, policy.VolumesOf(snapshot)),
            _ => null,
        })
        .OfType<Spread>()
        .Where(s => s.Volumes.Any(verified.Contains) && !s.Volumes.All(verified.Contains))
        .OrderBy(s => s.Vm, StringComparer.Ordinal)];

    private async Task KeepAsync(
        Policy policy, RunReport report, Destination[] verified, Spread[] incomplete, CancellationToken cancellation)
    {
        foreach (Destination destination in verified)
        {
            string[] names = [.. incomplete.Where(s => s.Volumes.Contains(policy.PrimaryOf(destination))).Select(s => s.Vm)];
            if (names.Length > 0)
            {
                await points.UpdateAsync(
                    policy.Name, $"{report.Run.Id}@{destination.Name}", point => point with { VmsNotWhole = names }, cancellation);
            }
        }
    }

    private static Error ErrorOf(string site, string volume, bool isReplicated, Spread[] vms)
    {
        string names = string.Join(", ", vms.Take(MostNames).Select(s => $"'{s.Vm}'"));
        string more = vms.Length > MostNames ? $" and {vms.Length - MostNames} more" : "";
        return new Error(
            ErrorCodes.VmNotWhole,
            isReplicated ? ErrorClass.Transient : ErrorClass.NeedsPerson,
            $"Incomplete at site '{site}': {names}{more} have disks on volume '{volume}' too, "
                + (isReplicated ? "and this run did not verify the copy of that volume." : "which no destination copies there."),
            site,
            Advice: isReplicated
                ? "Check the destination of that volume. The newest complete state of these VMs is an earlier run with recovery points for both volumes, if volume snapshots kept it."
                : $"Give the policy a destination with primary-volume {volume} at that site.");
    }

    /// <summary>A VM, with the volumes on which it has disks.</summary>
    private sealed record Spread(string Vm, IReadOnlyList<string> Volumes);
}
