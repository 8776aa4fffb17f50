using System.Text.Json;
using GlusterDr.Replication;
using GlusterDr.Store;

namespace GlusterDr.Leases;

/// <summary>Leases in the document store.</summary>
/// <remarks>
/// A lease has no time-out. Its holder is an instance of the same engine and store, so it is known whether it is alive, without
/// guessing by a clock. A lease lasts until its run releases it, or until a later run finds its holder dead.
/// For an API call, which is no instance, this is not known; it limits its own duration, and its lease contains that limit.
/// </remarks>
public sealed class LeaseStore(IDocumentStore store, TimeProvider time)
{
    /// <summary>The result of trying to take a lease.</summary>
    /// <param name="Lease">The current lease, whoever holds it.</param>
    /// <param name="IsNew">Whether this attempt took it, because it was free or its holder dead.</param>
    public sealed record Attempt(Lease Lease, bool IsNew);

    private const string Partition = "leases";
    private const string SessionPrefix = "session:";

    /// <summary>The name of a Gluster pool as a resource, by the lowest of its nodes' UUIDs. It is held while the access that its nodes allow is changed.</summary>
    public static string Pool(IEnumerable<string> nodeIds) => $"pool:{Least(nodeIds)}";

    /// <summary>The name of a session of a pool as a resource; equivalent session names give the same one.</summary>
    public static string Session(IEnumerable<string> nodeIds, GeoRepSession session) => $"{SessionPrefix}{Least(nodeIds)}{Ending(session)}";

    /// <summary>Whether a resource is a session of this name, and of which pool.</summary>
    /// <param name="resource">As <see cref="Session"/> made it.</param>
    /// <param name="session">The session.</param>
    /// <param name="nodeId">The UUID of a node of the pool.</param>
    public static bool IsSession(string resource, GeoRepSession session, out string nodeId)
    {
        string ending = Ending(session);
        bool named = resource.StartsWith(SessionPrefix, StringComparison.Ordinal) && resource.EndsWith(ending, StringComparison.Ordinal)
            && resource.Length >= SessionPrefix.Length + ending.Length;
        nodeId = named ? resource[SessionPrefix.Length..^ending.Length] : "";
        return named && !nodeId.Contains(':', StringComparison.Ordinal);
    }

    /// <summary>The name of a storage domain as a resource.</summary>
    public static string StorageDomain(string site, string volume) => $"domain:{site}:{volume}";

    /// <summary>Takes the lease, or says who holds it.</summary>
    /// <param name="resource">The resource.</param>
    /// <param name="holder">The holder.</param>
    /// <param name="isAlive">Whether a holder is still running; a dead holder's lease is taken over.</param>
    /// <param name="cancellation">Cancels.</param>
    /// <returns>The current lease.</returns>
    public Task<Attempt> TryAcquireAsync(
        string resource, string holder, Func<string, Task<bool>> isAlive, CancellationToken cancellation) =>
        TryAcquireAsync(new Lease(resource, holder, time.GetUtcNow()), isAlive, cancellation);

    /// <summary>Takes the lease for an API call, which is no instance of the engine, or says who holds it.</summary>
    /// <param name="resource">The resource.</param>
    /// <param name="holder">The holder: a different name for each call.</param>
    /// <param name="most">The call certainly ends within this time; after that its lease counts as a dead holder's.</param>
    /// <param name="isAlive">Whether another holder is still running.</param>
    /// <param name="cancellation">Cancels.</param>
    /// <returns>The current lease.</returns>
    public Task<Attempt> TryAcquireForCallAsync(
        string resource, string holder, TimeSpan most, Func<string, Task<bool>> isAlive, CancellationToken cancellation)
    {
        DateTimeOffset now = time.GetUtcNow();
        return TryAcquireAsync(new Lease(resource, holder, now) { EndsAt = now + most }, isAlive, cancellation);
    }

    /// <summary>Whether a holder is an API call that may still be running.</summary>
    public async Task<bool> IsCallAliveAsync(string holder, CancellationToken cancellation) =>
        (await ListAsync(cancellation)).Any(l => l.Holder == holder && time.GetUtcNow() < l.EndsAt);

    /// <summary>Releases a lease, if this holder has it.</summary>
    public async Task ReleaseAsync(string resource, string holder, CancellationToken cancellation)
    {
        while (await store.GetAsync(Partition, resource, cancellation) is { } document && document.Read<Lease>().Holder == holder)
        {
            try
            {
                await store.DeleteAsync(Partition, resource, document.ETag, cancellation);
                return;
            }
            catch (StoreConflictException)
            {
                // It was written meanwhile: read it again.
            }
        }
    }

    /// <summary>Releases all leases of this holder.</summary>
    public async Task ReleaseAllAsync(string holder, CancellationToken cancellation)
    {
        foreach (Lease lease in (await ListAsync(cancellation)).Where(l => l.Holder == holder))
        {
            await ReleaseAsync(lease.Resource, holder, cancellation);
        }
    }

    /// <summary>All leases.</summary>
    public async Task<IReadOnlyList<Lease>> ListAsync(CancellationToken cancellation)
    {
        List<Lease> leases = [];
        await foreach (Document document in store.ListAsync(Partition, "", cancellation))
        {
            leases.Add(document.Read<Lease>());
        }

        return leases;
    }

    private static string? Least(IEnumerable<string> nodeIds) => nodeIds.Min(StringComparer.OrdinalIgnoreCase);

    // Host names ignore case, and root need not be named. Neither a node's UUID nor a volume's name has a colon.
    private static string Ending(GeoRepSession session) =>
        $":{session.PrimaryVolume}:{(session with { SecondaryHost = session.SecondaryHost.ToLowerInvariant() }).SecondaryUrl}";

    private async Task<Attempt> TryAcquireAsync(Lease mine, Func<string, Task<bool>> isAlive, CancellationToken cancellation)
    {
        while (true)
        {
            try
            {
                if (await store.GetAsync(Partition, mine.Resource, cancellation) is not { } document)
                {
                    await store.InsertAsync(Partition, mine.Resource, Write(mine), cancellation);
                    return new(mine, IsNew: true);
                }

                Lease lease = document.Read<Lease>();
                if (lease.Holder == mine.Holder || await IsAliveAsync(lease, isAlive))
                {
                    return new(lease, IsNew: false);
                }

                await store.ReplaceAsync(Partition, mine.Resource, Write(mine), document.ETag, cancellation);
                return new(mine, IsNew: true);
            }
            catch (StoreConflictException)
            {
                // Another writer was first: read it again.
            }
        }
    }

    private async Task<bool> IsAliveAsync(Lease lease, Func<string, Task<bool>> isAlive) =>
        lease.EndsAt is { } end ? time.GetUtcNow() < end : await isAlive(lease.Holder);

    private static string Write(Lease lease) => JsonSerializer.Serialize(lease, DrJson.Options);
}
