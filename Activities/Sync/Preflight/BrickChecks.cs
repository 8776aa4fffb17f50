using GlusterDr.Errors;
using GlusterDr.Gluster.Agent;
using GlusterDr.Gluster.Volumes;
using GlusterDr.Policies;
using GlusterDr.RecoveryPoints;

namespace GlusterDr.Activities.Sync.Preflight;

/// <summary>
/// Finds what can lose changes without a trace in any status: a brick that was restarted since the last verification leaves a changelog
/// that no crawl reads. A run then compares every byte.
/// </summary>
public sealed class BrickChecks(VolumeAgent agent, RecoveryPointStore points)
{
    /// <summary>Why samples are not enough; empty: they are.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="volume">The volume.</param>
    /// <param name="silent">Nodes that are not queried, because no command reaches them.</param>
    /// <param name="findings">Gets the errors.</param>
    /// <param name="cancellation">Cancels.</param>
    public async Task<IReadOnlyList<string>> FindSuspicionsAsync(
        Policy policy, GlusterVolume volume, IReadOnlySet<string> silent, Findings findings, CancellationToken cancellation)
    {
        DateTimeOffset? verified = await LastVerificationAsync(policy, volume, cancellation);
        GlusterVolume.Node[] reachable = [.. volume.Nodes.Where(n => !silent.Contains(n.Host))];
        IReadOnlyList<BrickFacts>?[] hosts = await Task.WhenAll(reachable
            .Select(node => findings.TryAsync(
                $"bricks on {node.Host}",
                () => agent.InspectBricksAsync(
                    policy.Site.Host(node.Host), [.. node.Bricks.Select(b => b.Path)], verified ?? DateTimeOffset.UnixEpoch, cancellation),
                needed: false)));
        List<string> suspicions = [];
        foreach (BrickFacts brick in hosts.OfType<IReadOnlyList<BrickFacts>>().SelectMany(h => h))
        {
            suspicions.AddRange(Suspicions(brick, verified));
        }

        if (reachable.Length < volume.Nodes.Count || hosts.Any(h => h is null))
        {
            suspicions.Add("a brick's host could not be queried");
        }

        if (suspicions.Count > 0)
        {
            findings.Ok($"volume {volume.Name}", $"every byte will be compared: {string.Join("; ", suspicions)}");
        }

        return suspicions;
    }

    private static IEnumerable<string> Suspicions(BrickFacts brick, DateTimeOffset? verified)
    {
        string name = $"brick {brick.Host}:{brick.Path}";
        if (brick.Problem is not null)
        {
            yield return $"{name} could not be checked: {brick.Problem}";
        }

        if (brick.ProcessStarted is { } started && verified is { } last && started > last)
        {
            yield return $"{name} was restarted at {started:u}, after the last verification";
        }

        if (brick.UnlistedChangelogs.Count > 0)
        {
            yield return $"{name} has {brick.UnlistedChangelogs.Count} changelog(s) that no crawl will read";
        }
    }

    /// <summary>The oldest of the last verifications of the volume's destinations; null: one was never verified.</summary>
    private async Task<DateTimeOffset?> LastVerificationAsync(Policy policy, GlusterVolume volume, CancellationToken cancellation)
    {
        IReadOnlyList<RecoveryPoint> all = await points.ListAsync(policy.Name, cancellation);
        IEnumerable<Destination> destinations = policy.Destinations.Where(d => policy.PrimaryOf(d) == volume.Name);
        DateTimeOffset?[] last = [.. destinations.Select(d => all.LastOrDefault(p => IsOf(p, d))?.Checkpoint)];
        return last.Any(l => l is null) ? null : last.Min();

        // The destination may have had another volume then, on either side.
        bool IsOf(RecoveryPoint point, Destination destination) => point.Destination == destination.Name
            && point.PrimaryVolume == policy.UnlessOwn(volume.Name)
            && point.Location == $"{destination.Site.Name}/{destination.Volume}";
    }
}
