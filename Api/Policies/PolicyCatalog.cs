using GlusterDr.Api.Runs;
using GlusterDr.Errors;
using GlusterDr.Gluster.VerifiedFiles;
using GlusterDr.Ids;
using GlusterDr.Leases;
using GlusterDr.Policies;
using GlusterDr.RecoveryPoints;
using GlusterDr.Runs;
using GlusterDr.Scheduling;

namespace GlusterDr.Api.Policies;

/// <summary>Stores, lists and deletes policies, and notifies the scheduler of changes.</summary>
public sealed class PolicyCatalog(
    PolicyStore policies, RunCatalog runs, RunStore runStore, RecoveryPointStore points, VerifiedFileStore verification,
    ScheduleStore schedules, IPolicyListener listener, TimeProvider time)
{
    /// <summary>All policies.</summary>
    public async Task<IReadOnlyList<PolicyOverview>> ListAsync(CancellationToken cancellation)
    {
        List<PolicyOverview> overviews = [];
        foreach (Policy policy in await policies.ListAsync(cancellation))
        {
            overviews.Add(await OverviewAsync(policy, cancellation));
        }

        return overviews;
    }

    /// <summary>One policy.</summary>
    /// <exception cref="DrException"><see cref="ErrorCodes.PolicyNotFound"/>.</exception>
    public Task<Policy> GetAsync(string name, CancellationToken cancellation) => policies.GetAsync(name, cancellation);

    /// <summary>Stores a policy. True: it is new.</summary>
    public async Task<bool> SaveAsync(Policy policy, CancellationToken cancellation)
    {
        bool isNew = await policies.FindAsync(policy.Name, cancellation) is null;
        await policies.SaveAsync(policy, cancellation);
        listener.PoliciesChanged();
        return isNew;
    }

    /// <summary>Warnings for a change of a policy: a run of it in progress continues with the policy as it was.</summary>
    public async Task<IReadOnlyList<string>> ChangeWarningsAsync(string name, CancellationToken cancellation) =>
        [.. (await LiveAsync(name, cancellation)).Select(run => $"Run {run.Id} is in progress. It continues with the policy as it was when the run began.")];

    /// <summary>Deletes a policy, unless a run of it is in progress.</summary>
    /// <exception cref="DrException"><see cref="ErrorCodes.PolicyNotFound"/>, <see cref="ErrorCodes.LeaseHeld"/> with the name of the run.</exception>
    public async Task DeleteAsync(string name, CancellationToken cancellation)
    {
        await policies.GetAsync(name, cancellation);
        if (await LiveAsync(name, cancellation) is [var run, ..])
        {
            throw new DrException(new Error(
                ErrorCodes.LeaseHeld,
                ErrorClass.Transient,
                $"Refused: run '{run.Id}' of policy '{name}' is in progress.",
                name).Advise(LeaseHolder.Advice(run.Id)).Advise(new("Then delete the policy.")));
        }

        await policies.DeleteAsync(name, cancellation);
        await schedules.DeleteAsync(name, cancellation);
        await verification.DeleteAsync(name, cancellation);
        listener.PoliciesChanged();
    }

    private async Task<IReadOnlyList<Run>> LiveAsync(string policy, CancellationToken cancellation) =>
        [.. (await runs.ListLiveAsync(cancellation)).Where(run => run.Policy == policy)];

    /// <summary>Recovery points of a policy, or of all, the newest first. Those of deleted policies are included.</summary>
    public async Task<IReadOnlyList<RecoveryPoint>> PointsAsync(string? policy, CancellationToken cancellation)
    {
        List<RecoveryPoint> all = [];
        IEnumerable<string> names = policy is null
            ? (await policies.ListAsync(cancellation)).Select(p => p.Name).Union((await runStore.ListAsync(null, cancellation)).Select(r => r.Policy), StringComparer.Ordinal)
            : PolicyName.IsValid(policy) ? [policy] : [];
        foreach (string name in names)
        {
            all.AddRange(await points.ListAsync(name, cancellation));
        }

        return [.. all.OrderByDescending(p => p.TakenAt)];
    }

    private async Task<PolicyOverview> OverviewAsync(Policy policy, CancellationToken cancellation)
    {
        IReadOnlyList<RecoveryPoint> held = await points.ListAsync(policy.Name, cancellation);
        IReadOnlyList<DateTimeOffset> next =
            policy.Schedule is { } text && CronSchedule.TryParse(text, out CronSchedule? cron, out _) ? cron.Next(time.GetUtcNow(), PolicyOverview.TimesTold) : [];
        return new(
            policy,
            next.Count > 0 ? next[0] : null,
            await runs.ListAsync(policy.Name, null, 1, cancellation) is [var last] ? last : null,
            (await schedules.FindAsync(policy.Name, cancellation))?.LastSkipped,
            [.. policy.Destinations.Select(d => new PolicyOverview.CopyAge(d.Name, held.LastOrDefault(p => p.Destination == d.Name && p.SupersededBy is null)?.TakenAt))])
        {
            NextRuns = next,
        };
    }
}
