using GlusterDr.Activities.Sync.Snapshot;
using GlusterDr.Durable;
using GlusterDr.Errors;
using GlusterDr.Ids;
using GlusterDr.Policies;
using GlusterDr.RecoveryPoints;
using GlusterDr.Runs;

namespace GlusterDr.Activities.Sync.Verify;

/// <summary>
/// Finds, site by site, the VMs of which this run has proven the disks on one volume and not those on another: what is there of
/// them is not of one moment. The recovery points keep their names.
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
            Destination[] proven = [.. site.Where(d => report.Destinations.Any(r => r.Name == d.Name && r.RecoveryPoint is not null))];
            Spread[] torn = Torn(policy, report.Vms, [.. proven.Select(policy.PrimaryOf)]);
            await KeepAsync(policy, report, proven, torn, cancellation);
            errors.AddRange(policy.Volumes
                .Except(proven.Select(policy.PrimaryOf))
                .Select(volume => (Volume: volume, Vms: torn.Where(s => s.Volumes.Contains(volume)).ToArray()))
                .Where(missing => missing.Vms.Length > 0)
                .Select(missing => Tell(site.Key, missing.Volume, site.Any(d => policy.PrimaryOf(d) == missing.Volume), missing.Vms)));
        }

        return errors;
    }

    /// <summary>VMs with a disk on a volume that is proven there, and another on one that is not.</summary>
    private static Spread[] Torn(Policy policy, IReadOnlyList<RunVm> vms, HashSet<string> proven) => [.. vms
        .Select(vm => vm switch
        {
            { State: VmState.ShutOff } => new Spread(vm.Vm.Name, [.. vm.Vm.Disks.Select(d => d.Volume ?? policy.Volume).Distinct(StringComparer.Ordinal)]),
            { State: not (VmState.LeftOut or VmState.Excluded), Snapshot: { } snapshot } => new Spread(snapshot.VmName, policy.VolumesOf(snapshot)),
            _ => null,
        })
        .OfType<Spread>()
        .Where(s => s.Volumes.Any(proven.Contains) && !s.Volumes.All(proven.Contains))
        .OrderBy(s => s.Vm, StringComparer.Ordinal)];

    private async Task KeepAsync(
        Policy policy, RunReport report, Destination[] proven, Spread[] torn, CancellationToken cancellation)
    {
        foreach (Destination destination in proven)
        {
            string[] names = [.. torn.Where(s => s.Volumes.Contains(policy.PrimaryOf(destination))).Select(s => s.Vm)];
            if (names.Length > 0)
            {
                await points.UpdateAsync(
                    policy.Name, $"{report.Run.Id}@{destination.Name}", point => point with { VmsNotWhole = names }, cancellation);
            }
        }
    }

    private static Error Tell(string site, string volume, bool isCopied, Spread[] vms)
    {
        string names = string.Join(", ", vms.Take(MostNames).Select(s => $"'{s.Vm}'"));
        string more = vms.Length > MostNames ? $" and {vms.Length - MostNames} more" : "";
        return new Error(
            ErrorCodes.VmNotWhole,
            isCopied ? ErrorClass.Transient : ErrorClass.NeedsPerson,
            $"Incomplete at site '{site}': {names}{more} have disks on volume '{volume}' too, "
                + (isCopied ? "and this run did not verify the copy of that volume." : "which no destination copies there."),
            site,
            Advice: isCopied
                ? "Check the destination of that volume. The newest complete state of these VMs is an earlier run with recovery points for both volumes, if volume snapshots kept it."
                : $"Give the policy a destination with primary-volume {volume} at that site.");
    }

    /// <summary>A VM with the volumes that it has disks on.</summary>
    private sealed record Spread(string Vm, IReadOnlyList<string> Volumes);
}
