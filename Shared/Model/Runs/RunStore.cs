using System.Text.Json;
using GlusterDr.Errors;
using GlusterDr.Ids;
using GlusterDr.Policies;
using GlusterDr.Store;

namespace GlusterDr.Runs;

/// <summary>Runs in the document store: the summaries in one partition, VMs and destinations in one partition per run.</summary>
/// <remarks>The documents are small, so that concurrent steps never write the same one.</remarks>
public sealed class RunStore(IDocumentStore store)
{
    private const string Partition = "runs";
    private const string PolicyKey = "policy";
    private const string StopKey = "snapshots-stopped";
    private const string StopProbesKey = "probes-stopped";
    private const string VmPrefix = "vm:";
    private const string DestinationPrefix = "destination:";

    /// <summary>Writes a run's summary.</summary>
    public Task SaveAsync(Run run, CancellationToken cancellation) => WriteAsync(Partition, run.Id, run, cancellation);

    /// <summary>A run's summary.</summary>
    /// <exception cref="DrException"><see cref="ErrorCodes.RunNotFound"/>.</exception>
    public async Task<Run> GetAsync(string id, CancellationToken cancellation) =>
        await FindAsync(id, cancellation) ?? throw NotFound(id);

    /// <summary>A run's summary; null: it does not exist.</summary>
    public async Task<Run?> FindAsync(string id, CancellationToken cancellation) =>
        RunId.TryParse(id, out _) && await store.GetAsync(Partition, id, cancellation) is { } document ? document.Read<Run>() : null;

    /// <summary>All runs, or a policy's, oldest first.</summary>
    public async Task<IReadOnlyList<Run>> ListAsync(string? policy, CancellationToken cancellation)
    {
        if (policy is not null && !PolicyName.IsValid(policy))
        {
            return [];
        }

        List<Run> runs = [];
        await foreach (Document document in store.ListAsync(Partition, policy is null ? "" : $"{RunId.Prefix}{policy}-", cancellation))
        {
            Run run = document.Read<Run>();
            if (policy is null || run.Policy == policy)
            {
                runs.Add(run);
            }
        }

        return [.. runs.OrderBy(r => r.StartedAt)];
    }

    /// <summary>The full report of a run.</summary>
    /// <exception cref="DrException"><see cref="ErrorCodes.RunNotFound"/>.</exception>
    public async Task<RunReport> GetReportAsync(string id, CancellationToken cancellation) =>
        new(await GetAsync(id, cancellation), await ListDestinationsAsync(id, cancellation), await ListVmsAsync(id, cancellation));

    /// <summary>Stores the policy as it was when the run began, so that a change during the run has no effect.</summary>
    public Task SavePolicyAsync(string runId, Policy policy, CancellationToken cancellation) =>
        WriteAsync(Details(runId), PolicyKey, policy, cancellation);

    /// <summary>The policy as it was when the run began.</summary>
    /// <exception cref="DrException"><see cref="ErrorCodes.RunNotFound"/>.</exception>
    public async Task<Policy> GetPolicyAsync(string runId, CancellationToken cancellation) =>
        await FindPolicyAsync(runId, cancellation) ?? throw new DrException(new Error(
            ErrorCodes.RunNotFound, ErrorClass.Permanent, $"Run '{runId}' has no stored policy."));

    /// <summary>The policy as it was when the run began; null: the run has not begun, or does not exist.</summary>
    public Task<Policy?> FindPolicyAsync(string runId, CancellationToken cancellation) =>
        ReadAsync<Policy>(Details(runId), PolicyKey, cancellation);

    /// <summary>Updates a run's summary, safe against concurrent writers.</summary>
    /// <exception cref="DrException"><see cref="ErrorCodes.RunNotFound"/>.</exception>
    public async Task<Run> UpdateAsync(string id, Func<Run, Run> change, CancellationToken cancellation) =>
        await store.UpdateAsync<Run>(Partition, id, run => run is null ? null : change(run), cancellation) ?? throw NotFound(id);

    /// <summary>Updates a VM of a run, safe against concurrent writers; null: the run has no such VM.</summary>
    public Task<RunVm?> UpdateVmAsync(string runId, string vmId, Func<RunVm, RunVm> change, CancellationToken cancellation) =>
        store.UpdateAsync<RunVm>(Details(runId), VmPrefix + vmId, vm => vm is null ? null : change(vm), cancellation);

    /// <summary>Updates a destination of a run, safe against concurrent writers.</summary>
    public async Task<RunDestination> UpdateDestinationAsync(
        string runId, string name, Func<RunDestination, RunDestination> change, CancellationToken cancellation) =>
        (await store.UpdateAsync<RunDestination>(
            Details(runId), DestinationPrefix + name, d => change(d ?? new RunDestination(name)), cancellation))!;

    /// <summary>Writes a VM of a run.</summary>
    public Task SaveVmAsync(string runId, RunVm vm, CancellationToken cancellation) =>
        WriteAsync(Details(runId), VmPrefix + vm.Vm.Id, vm, cancellation);

    /// <summary>A VM of a run; null: the run has no such VM.</summary>
    public Task<RunVm?> FindVmAsync(string runId, string vmId, CancellationToken cancellation) =>
        ReadAsync<RunVm>(Details(runId), VmPrefix + vmId, cancellation);

    /// <summary>The VMs of a run.</summary>
    public Task<IReadOnlyList<RunVm>> ListVmsAsync(string runId, CancellationToken cancellation) =>
        ListAsync<RunVm>(Details(runId), VmPrefix, cancellation);

    /// <summary>Writes a destination of a run.</summary>
    public Task SaveDestinationAsync(string runId, RunDestination destination, CancellationToken cancellation) =>
        WriteAsync(Details(runId), DestinationPrefix + destination.Name, destination, cancellation);

    /// <summary>A destination of a run; null: the run has no such destination.</summary>
    public Task<RunDestination?> FindDestinationAsync(string runId, string name, CancellationToken cancellation) =>
        ReadAsync<RunDestination>(Details(runId), DestinationPrefix + name, cancellation);

    /// <summary>The destinations of a run.</summary>
    public Task<IReadOnlyList<RunDestination>> ListDestinationsAsync(string runId, CancellationToken cancellation) =>
        ListAsync<RunDestination>(Details(runId), DestinationPrefix, cancellation);

    /// <summary>Records that the run takes no more snapshots from this time on.</summary>
    public Task StopSnapshotsAsync(string runId, DateTimeOffset at, CancellationToken cancellation) =>
        WriteAsync(Details(runId), StopKey, at, cancellation);

    /// <summary>Whether the run takes no more snapshots: it was cancelled or aborted, or it is dead.</summary>
    public async Task<bool> AreSnapshotsStoppedAsync(string runId, CancellationToken cancellation) =>
        await store.GetAsync(Details(runId), StopKey, cancellation) is not null;

    /// <summary>Records that the run needs no more digests from this time on.</summary>
    public Task StopProbesAsync(string runId, DateTimeOffset at, CancellationToken cancellation) =>
        WriteAsync(Details(runId), StopProbesKey, at, cancellation);

    /// <summary>Whether the run needs no more digests: it was cancelled, or it has failed.</summary>
    public async Task<bool> AreProbesStoppedAsync(string runId, CancellationToken cancellation) =>
        await store.GetAsync(Details(runId), StopProbesKey, cancellation) is not null;

    /// <summary>Stores an intermediate value of a run's steps under its own key.</summary>
    public Task SaveDetailAsync<T>(string runId, string key, T value, CancellationToken cancellation) =>
        WriteAsync(Details(runId), key, value, cancellation);

    /// <summary>An intermediate value; null: none is stored.</summary>
    public Task<T?> FindDetailAsync<T>(string runId, string key, CancellationToken cancellation)
        where T : class => ReadAsync<T>(Details(runId), key, cancellation);

    /// <summary>Deletes the intermediate values whose keys have this prefix.</summary>
    public async Task DeleteDetailsAsync(string runId, string prefix, CancellationToken cancellation)
    {
        await foreach (Document document in store.ListAsync(Details(runId), prefix, cancellation))
        {
            await store.DeleteAsync(document.Partition, document.Key, cancellation: cancellation);
        }
    }

    /// <summary>Deletes a run.</summary>
    public async Task DeleteAsync(string runId, CancellationToken cancellation)
    {
        await DeleteDetailsAsync(runId, "", cancellation);
        await store.DeleteAsync(Partition, runId, cancellation: cancellation);
    }

    private static DrException NotFound(string id) => new(new Error(
        ErrorCodes.RunNotFound, ErrorClass.Permanent, $"Run '{id}' does not exist.", Advice: "List the runs.")
    {
        Actions = [AdvisedAction.Of(AdviceCodes.ListRuns)],
    });

    private static string Details(string runId) => $"run-{runId}";

    private Task WriteAsync<T>(string partition, string key, T value, CancellationToken cancellation) =>
        store.UpsertAsync(partition, key, JsonSerializer.Serialize(value, DrJson.Options), cancellation);

    private async Task<T?> ReadAsync<T>(string partition, string key, CancellationToken cancellation)
        where T : class => (await store.GetAsync(partition, key, cancellation))?.Read<T>();

    private async Task<IReadOnlyList<T>> ListAsync<T>(string partition, string prefix, CancellationToken cancellation)
    {
        List<T> values = [];
        await foreach (Document document in store.ListAsync(partition, prefix, cancellation))
        {
            values.Add(document.Read<T>());
        }

        return values;
    }
}
