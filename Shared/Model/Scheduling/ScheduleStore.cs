using System.Text.Json;
using GlusterDr.Store;

namespace GlusterDr.Scheduling;

/// <summary>How far each schedule has been served, in the document store.</summary>
public sealed class ScheduleStore(IDocumentStore store)
{
    private const string Partition = "schedules";

    /// <summary>Writes a policy's state.</summary>
    public Task SaveAsync(ScheduleState state, CancellationToken cancellation) =>
        store.UpsertAsync(Partition, state.Policy, JsonSerializer.Serialize(state, DrJson.Options), cancellation);

    /// <summary>A policy's state; null: its schedule was never evaluated.</summary>
    public async Task<ScheduleState?> FindAsync(string policy, CancellationToken cancellation) =>
        (await store.GetAsync(Partition, policy, cancellation))?.Read<ScheduleState>();

    /// <summary>Deletes a policy's state.</summary>
    public Task DeleteAsync(string policy, CancellationToken cancellation) =>
        store.DeleteAsync(Partition, policy, cancellation: cancellation);
}
