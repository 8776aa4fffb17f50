using System.Text.Json;
using GlusterDr.Store;

namespace GlusterDr.RecoveryPoints;

/// <summary>Recovery points in the document store: a partition a policy, oldest first.</summary>
public sealed class RecoveryPointStore(IDocumentStore store)
{
    /// <summary>Writes one; the same one again changes nothing.</summary>
    public Task SaveAsync(RecoveryPoint point, CancellationToken cancellation) =>
        store.UpsertAsync(Partition(point.Policy), point.Id, JsonSerializer.Serialize(point, DrJson.Options), cancellation);

    /// <summary>Changes one, whoever else writes it at the same time; null: there is none.</summary>
    public Task<RecoveryPoint?> UpdateAsync(
        string policy, string id, Func<RecoveryPoint, RecoveryPoint> change, CancellationToken cancellation) =>
        store.UpdateAsync<RecoveryPoint>(Partition(policy), id, point => point is null ? null : change(point), cancellation);

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
