using System.Text.Json;
using GlusterDr.Store;

namespace GlusterDr.RecoveryPoints;

/// <summary>Recovery points in the document store: a partition a policy, oldest first.</summary>
public sealed class RecoveryPointStore(IDocumentStore store)
{
    /// <summary>Writes one; the same one again changes nothing.</summary>
    public Task SaveAsync(RecoveryPoint point, CancellationToken cancellation) =>
        store.UpsertAsync(Partition(point.Policy), point.Id, JsonSerializer.Serialize(point, DrJson.Options), cancellation);

    /// <summary>One by its id; null: there is none.</summary>
    public async Task<RecoveryPoint?> FindAsync(string policy, string id, CancellationToken cancellation) =>
        await store.GetAsync(Partition(policy), id, cancellation) is { } document ? Read(document) : null;

    /// <summary>All of a policy, oldest first.</summary>
    public async Task<IReadOnlyList<RecoveryPoint>> ListAsync(string policy, CancellationToken cancellation)
    {
        List<RecoveryPoint> points = [];
        await foreach (Document document in store.ListAsync(Partition(policy), "", cancellation))
        {
            points.Add(Read(document));
        }

        return points;
    }

    /// <summary>
    /// Marks what a destination held so far as gone: a run has begun to change it. VMs of it that have disks on further volumes
    /// are not whole any more in the points of those either.
    /// </summary>
    public async Task SupersedeAsync(string policy, string destination, string by, CancellationToken cancellation)
    {
        IReadOnlyList<RecoveryPoint> all = await ListAsync(policy, cancellation);
        foreach (RecoveryPoint old in all.Where(p => p.Destination == destination && p.Id != by && p.SupersededBy is null))
        {
            await SaveAsync(old with { SupersededBy = by }, cancellation);
            foreach (RecoveryPoint other in all.Where(p => p.RunId == old.RunId && p.Destination != destination && p.SiteName == old.SiteName))
            {
                await MarkAsync(other.Id, [.. other.VmsOnSeveralVolumes.Intersect(old.VmsOnSeveralVolumes, StringComparer.Ordinal)]);
            }
        }

        async Task MarkAsync(string id, string[] notWhole)
        {
            if (notWhole.Length > 0 && await FindAsync(policy, id, cancellation) is { } point)
            {
                await SaveAsync(point with { VmsNotWhole = [.. point.VmsNotWhole.Union(notWhole, StringComparer.Ordinal)] }, cancellation);
            }
        }
    }

    /// <summary>Forgets the oldest of a destination beyond this many.</summary>
    public async Task PruneAsync(string policy, string destination, int keep, CancellationToken cancellation)
    {
        IReadOnlyList<RecoveryPoint> all = await ListAsync(policy, cancellation);
        foreach (RecoveryPoint old in all.Where(p => p.Destination == destination).SkipLast(keep))
        {
            await store.DeleteAsync(Partition(policy), old.Id, cancellation: cancellation);
        }
    }

    private static string Partition(string policy) => $"points-{policy}";

    private static RecoveryPoint Read(Document document) => document.Read<RecoveryPoint>();
}
