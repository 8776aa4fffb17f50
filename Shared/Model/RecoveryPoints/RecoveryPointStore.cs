using System.Text.Json;
using GlusterDr.Store;

namespace GlusterDr.RecoveryPoints;

/// <summary>Recovery points in the document store: one partition per policy, oldest first.</summary>
public sealed class RecoveryPointStore(IDocumentStore store)
{
    /// <summary>Writes a recovery point. Idempotent.</summary>
    public Task SaveAsync(RecoveryPoint point, CancellationToken cancellation) =>
        store.UpsertAsync(Partition(point.Policy), point.Id, JsonSerializer.Serialize(point, DrJson.Options), cancellation);

    /// <summary>Updates a recovery point, safe against concurrent writers; null: it does not exist.</summary>
    public Task<RecoveryPoint?> UpdateAsync(
        string policy, string id, Func<RecoveryPoint, RecoveryPoint> change, CancellationToken cancellation) =>
        store.UpdateAsync<RecoveryPoint>(Partition(policy), id, point => point is null ? null : change(point), cancellation);

    /// <summary>Finds a recovery point by ID; null: it does not exist.</summary>
    public async Task<RecoveryPoint?> FindAsync(string policy, string id, CancellationToken cancellation) =>
        await store.GetAsync(Partition(policy), id, cancellation) is { } document ? Read(document) : null;

    /// <summary>All recovery points of a policy, oldest first.</summary>
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
    /// Marks the existing points of a destination as gone, because a run has begun to change it. VMs in them that have disks on other volumes
    /// are then incomplete in those volumes' points too.
    /// </summary>
    public async Task SupersedeAsync(string policy, string destination, string by, CancellationToken cancellation)
    {
        IReadOnlyList<RecoveryPoint> all = await ListAsync(policy, cancellation);
        foreach (RecoveryPoint old in all.Where(p => p.Destination == destination && p.Id != by && p.SupersededBy is null))
        {
            await UpdateAsync(policy, old.Id, p => p.SupersededBy is null ? p with { SupersededBy = by } : p, cancellation);
            foreach (RecoveryPoint other in all.Where(p => p.RunId == old.RunId && p.Destination != destination && p.SiteName == old.SiteName))
            {
                await MarkAsync(other.Id, [.. other.VmsOnSeveralVolumes.Intersect(old.VmsOnSeveralVolumes, StringComparer.Ordinal)]);
            }
        }

        Task MarkAsync(string id, string[] notWhole) => notWhole.Length == 0
            ? Task.CompletedTask
            : UpdateAsync(
                policy, id, p => p with { VmsNotWhole = [.. p.VmsNotWhole.Union(notWhole, StringComparer.Ordinal)] }, cancellation);
    }

    /// <summary>Deletes the oldest points of a destination beyond this number.</summary>
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
