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
