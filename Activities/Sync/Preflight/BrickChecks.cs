using GlusterDr.Errors;
using GlusterDr.Gluster.Agent;
using GlusterDr.Gluster.Volumes;
using GlusterDr.Policies;
using GlusterDr.RecoveryPoints;

namespace GlusterDr.Activities.Sync.Preflight;

/// <summary>
/// Looks for what loses changes without a trace in any status: a brick restarted since the last proof leaves a changelog
/// that no crawl will ever read. Such a run compares every byte.
/// </summary>
public sealed class BrickChecks(VolumeAgent agent, RecoveryPointStore points)
{
    /// <summary>Why sampled content would not be enough; empty: nothing speaks against it.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="volume">The volume.</param>
    /// <param name="silent">Nodes that are not asked, because no command reaches them.</param>
    /// <param name="findings">Gets what is seen.</param>
    /// <param name="cancellation">Cancels.</param>
    public async Task<IReadOnlyList<string>> FindSuspicionsAsync(
        Policy policy, GlusterVolume volume, IReadOnlySet<string> silent, Findings findings, CancellationToken cancellation)
    {
        DateTimeOffset? proven = await LastProofAsync(policy, volume, cancellation);
        GlusterVolume.Node[] asked = [.. volume.Nodes.Where(n => !silent.Contains(n.Host))];
        IReadOnlyList<BrickFacts>?[] hosts = await Task.WhenAll(asked
            .Select(node => findings.TryAsync(
                $"bricks on {node.Host}",
                () => agent.InspectBricksAsync(
                    policy.Site.Host(node.Host), [.. node.Bricks.Select(b => b.Path)], proven ?? DateTimeOffset.UnixEpoch, cancellation),
                needed: false)));
        List<string> suspicions = [];
        foreach (BrickFacts brick in hosts.OfType<IReadOnlyList<BrickFacts>>().SelectMany(h => h))
        {
            suspicions.AddRange(Suspicions(brick, proven));
        }

        if (asked.Length < volume.Nodes.Count || hosts.Any(h => h is null))
        {
            suspicions.Add("a brick's host could not be queried");
        }

        if (suspicions.Count > 0)
        {
            findings.Ok($"volume {volume.Name}", $"every byte will be compared: {string.Join("; ", suspicions)}");
        }

        return suspicions;
    }

    private static IEnumerable<string> Suspicions(BrickFacts brick, DateTimeOffset? proven)
    {
        string name = $"brick {brick.Host}:{brick.Path}";
        if (brick.Problem is not null)
        {
            yield return $"{name} could not be checked: {brick.Problem}";
        }

        if (brick.ProcessStarted is { } started && proven is { } proof && started > proof)
        {
            yield return $"{name} was restarted at {started:u}, after the last verification";
        }

        if (brick.UnlistedChangelogs.Count > 0)
        {
            yield return $"{name} has {brick.UnlistedChangelogs.Count} changelog(s) that no crawl will read";
        }
    }

    /// <summary>The oldest of its destinations' last proofs: what any of them may have missed.</summary>
    private async Task<DateTimeOffset?> LastProofAsync(Policy policy, GlusterVolume volume, CancellationToken cancellation)
    {
        IReadOnlyList<RecoveryPoint> all = await points.ListAsync(policy.Name, cancellation);
        IEnumerable<Destination> destinations = policy.Destinations.Where(d => policy.PrimaryOf(d) == volume.Name);
        DateTimeOffset?[] last = [.. destinations.Select(d => all.LastOrDefault(p => IsOf(p, d))?.Checkpoint)];
        return last.Any(l => l is null) ? null : last.Min();

        // A destination may have been given another volume meanwhile, on either side.
        bool IsOf(RecoveryPoint point, Destination destination) => point.Destination == destination.Name
            && point.PrimaryVolume == policy.UnlessOwn(volume.Name)
            && point.Location == $"{destination.Site.Name}/{destination.Volume}";
    }
}
