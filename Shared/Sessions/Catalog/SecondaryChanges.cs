using GlusterDr.Errors;
using GlusterDr.Gluster.Agent;
using GlusterDr.Gluster.Content;
using GlusterDr.Gluster.GeoReplication;
using GlusterDr.Gluster.VerifiedFiles;
using GlusterDr.Gluster.Volumes;
using GlusterDr.Policies;
using GlusterDr.RecoveryPoints;

namespace GlusterDr.Sessions.Catalog;

/// <summary>
/// Finds files of a secondary that differ from the current recovery point, although nothing was replicated since. It compares the size
/// and times of each piece with those that are stored with the point; no content is read.
/// </summary>
/// <remarks>
/// Whatever lets a session run (a run, a repair, a command) marks the point as superseded first. A session that runs, or ran, is
/// therefore not checked: gsyncd may change its files.
/// </remarks>
public sealed class SecondaryChanges(VolumeAgent agent, VerifiedFileStore verification, RecoveryPointStore points)
{
    private const int MostNamed = 5;

    // Each needs 8 bytes of the answer, whose limit is 64 MiB.
    private const int MostPieces = 1_000_000;

    /// <summary>No content is read: the time is for the mount, and for a stat of each piece.</summary>
    private static readonly TimeSpan s_bound = TimeSpan.FromMinutes(5);

    /// <summary>The error that names the changed files; null: none, or there is nothing to compare with.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="destination">One of its destinations.</param>
    /// <param name="status">The present status of its session.</param>
    /// <param name="secondary">The present state of its secondary volume.</param>
    /// <param name="cancellation">Cancels.</param>
    /// <exception cref="DrException">Not all files could be read.</exception>
    public async Task<Error?> FindAsync(
        Policy policy, Destination destination, GeoRepStatus status, GlusterVolume secondary, CancellationToken cancellation)
    {
        if (!(status.IsStopped || status.IsPaused) || await FindPointAsync(policy, destination, cancellation) is not { } point)
        {
            return null;
        }

        IReadOnlyList<VerifiedFile> known = await verification.ListAsync(
            policy.Name, destination.Name, destination.Location, point.VerifiedAt, cancellation);
        IReadOnlyList<FileFacts> now = await AskAsync(destination, secondary, known, cancellation);
        string[] changed = [.. known.Zip(now).Select(f => Tell(f.First, f.Second)).OfType<string>()];
        // A run that was started meanwhile has superseded the point before it started the session.
        if (changed.Length > 0 && (await FindPointAsync(policy, destination, cancellation))?.Id == point.Id)
        {
            return Changed(policy, destination, point, changed);
        }

        return now.FirstOrDefault(f => f.Problem is not null) is { } unread
            ? throw new DrException(new Error(
                ErrorCodes.ContentUnreadable,
                ErrorClass.Transient,
                $"It could not be determined whether '{unread.Path}' changed at the secondary: {unread.Problem}.",
                destination.Volume))
            : null;
    }

    /// <summary>The point that is valid at the secondary now; null: none.</summary>
    private async Task<RecoveryPoint?> FindPointAsync(Policy policy, Destination destination, CancellationToken cancellation) =>
        (await points.ListAsync(policy.Name, cancellation)).LastOrDefault(p => p.Destination == destination.Name) is { SupersededBy: null } last
            && last.Location == destination.Location
            && last.PrimaryVolume == policy.UnlessOwn(policy.PrimaryOf(destination))
            ? last
            : null;

    private async Task<IReadOnlyList<FileFacts>> AskAsync(
        Destination destination, GlusterVolume secondary, IReadOnlyList<VerifiedFile> known, CancellationToken cancellation)
    {
        GlusterPool pool = new(destination.Site.GlusterNodes());
        List<FileFacts> facts = [];
        List<FileProbe> next = [];
        int pieces = 0;
        foreach (VerifiedFile file in known)
        {
            if (next.Count > 0 && pieces + file.Count > MostPieces)
            {
                await FlushAsync();
            }

            next.Add(new FileProbe(file.Path) { Pieces = [] });
            pieces += file.Count;
        }

        await FlushAsync();
        return facts;

        async Task FlushAsync()
        {
            if (next.Count > 0)
            {
                facts.AddRange(await agent.ProbeAsync(pool, new(secondary.Name, secondary.Id), next, s_bound, cancellation));
            }

            next = [];
            pieces = 0;
        }
    }

    private static string? Tell(VerifiedFile known, FileFacts now) => now switch
    {
        { Problem: not null } => null,
        { Exists: false } => $"{known.Path} (missing)",
        _ when known.CountChangedAtSecondary(now) is > 0 and var count => known.Count == 1 && count == 1
            ? known.Path
            : $"{known.Path} ({count} of {known.Count} pieces)",
        _ => null,
    };

    private static Error Changed(Policy policy, Destination destination, RecoveryPoint point, string[] changed)
    {
        string names = string.Join(", ", changed.Take(MostNamed));
        bool isOne = changed.Length == 1;
        string more = changed.Length > MostNamed ? $" and {changed.Length - MostNamed} more" : "";
        return new Error(
            ErrorCodes.SecondaryChanged,
            ErrorClass.NeedsPerson,
            $"{(isOne ? "1 file" : $"{changed.Length} files")} of the secondary volume '{destination.Volume}' {(isOne ? "has" : "have")} another size or other times than "
                + $"recovery point {point.Id} verified, although no run has replicated since: {names}{more}. Somebody else wrote there, or the session was started manually.",
            destination.Volume,
            Advice: "Do not rely on that recovery point. Start a run: it compares these pieces and replicates differing ones again.")
        {
            Actions = [AdvisedAction.StartRun(policy.Name)],
        };
    }
}
