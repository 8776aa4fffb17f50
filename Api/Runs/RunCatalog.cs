using System.Runtime.CompilerServices;
using System.Text.Json;
using GlusterDr.Durable;
using GlusterDr.Errors;
using GlusterDr.Ids;
using GlusterDr.Runs;

namespace GlusterDr.Api.Runs;

/// <summary>Runs, from the store and from the workflow engine.</summary>
/// <remarks>The run itself writes its record. Before its first step there is none, and if its workflow has crashed the record stays
/// "running": in both cases the state of the workflow decides. That is read first, because a workflow closes the record before it
/// ends.</remarks>
public sealed class RunCatalog(
    RunStore runs, RunStarter starter, IOrchestrationClient client, IOrchestrationWatcher watcher, HostGate gate)
{
    /// <summary>The answer to a request that started a run.</summary>
    /// <param name="Run">Its ID.</param>
    public sealed record Started(string Run);

    /// <summary>The state of a run at one time.</summary>
    /// <param name="Run">The run.</param>
    /// <param name="Progress">Its progress; null: none was reported yet.</param>
    public sealed record Update(Run Run, RunProgress? Progress);

    /// <summary>Runs, the newest first.</summary>
    /// <param name="policy">Only runs of this policy; null: of all.</param>
    /// <param name="state">Only runs in this state; null: in any.</param>
    /// <param name="limit">The largest number of runs.</param>
    /// <param name="cancellation">Cancels.</param>
    public async Task<IReadOnlyList<Run>> ListAsync(string? policy, RunState? state, int limit, CancellationToken cancellation)
    {
        Dictionary<string, OrchestrationMetadata> instances = await InstancesAsync(policy, cancellation);
        Dictionary<string, Run> stored = (await runs.ListAsync(policy, cancellation)).ToDictionary(r => r.Id, StringComparer.Ordinal);
        return [.. stored.Keys.Union(instances.Keys)
            .Select(id => Merge(stored.GetValueOrDefault(id), instances.GetValueOrDefault(id)))
            .Where(r => state is null || r.State == state)
            .OrderByDescending(r => r.StartedAt)
            .Take(limit)];
    }

    /// <summary>The runs that are in progress, or were interrupted and can be resumed.</summary>
    public async Task<IReadOnlyList<Run>> ListLiveAsync(CancellationToken cancellation) =>
        [.. (await InstancesAsync(null, cancellation)).Values.Where(i => !i.IsCompleted).Select(i => Merge(null, i)).OrderBy(r => r.StartedAt)];

    /// <summary>A run.</summary>
    /// <exception cref="DrException"><see cref="ErrorCodes.RunNotFound"/>.</exception>
    public async Task<Run> GetAsync(string id, CancellationToken cancellation) => (await FindAsync(id, cancellation)).Run;

    /// <summary>The report of a run.</summary>
    /// <exception cref="DrException"><see cref="ErrorCodes.RunNotFound"/>.</exception>
    public async Task<RunReport> GetReportAsync(string id, CancellationToken cancellation)
    {
        Run run = await GetAsync(id, cancellation);
        return new(run, await runs.ListDestinationsAsync(id, cancellation), await runs.ListVmsAsync(id, cancellation));
    }

    /// <summary>Follows a run until it has ended.</summary>
    /// <exception cref="DrException"><see cref="ErrorCodes.RunNotFound"/>.</exception>
    public async Task<IAsyncEnumerable<Update>> FollowAsync(string id, CancellationToken cancellation)
    {
        (Run run, OrchestrationMetadata? instance) = await FindAsync(id, cancellation);
        if (instance is null || run.IsOver)
        {
            return Once(new(run, Progress(instance)));
        }

        gate.ThrowIfClosed();
        return WatchAsync(id, cancellation);
    }

    /// <summary>Starts a run.</summary>
    /// <exception cref="DrException"><see cref="ErrorCodes.PolicyNotFound"/>, <see cref="ErrorCodes.LeaseHeld"/>.</exception>
    /// <exception cref="HostClosingException">The host is about to end.</exception>
    public Task<string> StartAsync(string policy, CancellationToken cancellation)
    {
        gate.ThrowIfClosed();
        return starter.StartAsync(policy, RunTrigger.Demand, cancellation);
    }

    /// <summary>Cancels a run, unless it has ended.</summary>
    /// <exception cref="DrException"><see cref="ErrorCodes.RunNotFound"/>.</exception>
    public async Task<Run> CancelAsync(string id, string reason, CancellationToken cancellation)
    {
        Run run = await GetAsync(id, cancellation);
        if (!run.IsOver)
        {
            gate.ThrowIfClosed();
            await starter.CancelAsync(id, reason, cancellation);
        }

        return run;
    }

    /// <summary>Raises an event in a run.</summary>
    /// <exception cref="DrException"><see cref="ErrorCodes.RunNotFound"/>.</exception>
    public async Task RaiseAsync(string id, string name, JsonElement? payload, CancellationToken cancellation)
    {
        await GetAsync(id, cancellation);
        gate.ThrowIfClosed();
        await client.RaiseEventAsync(id, name, payload, cancellation);
    }

    private async IAsyncEnumerable<Update> WatchAsync(string id, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (OrchestrationMetadata instance in watcher.WatchAsync(id, cancellation))
        {
            yield return new(Merge(await runs.FindAsync(id, cancellation), instance), Progress(instance));
        }
    }

    private static async IAsyncEnumerable<Update> Once(Update update)
    {
        await Task.CompletedTask;
        yield return update;
    }

    private async Task<(Run Run, OrchestrationMetadata? Instance)> FindAsync(string id, CancellationToken cancellation)
    {
        if (RunId.TryParse(id, out _))
        {
            OrchestrationMetadata? instance = await client.GetInstanceAsync(id, cancellation);
            Run? stored = await runs.FindAsync(id, cancellation);
            if (stored is not null || instance is not null)
            {
                return (Merge(stored, instance), instance);
            }
        }

        return (await runs.GetAsync(id, cancellation), null);
    }

    private async Task<Dictionary<string, OrchestrationMetadata>> InstancesAsync(string? policy, CancellationToken cancellation)
    {
        string prefix = policy is null ? "sync-" : $"sync-{policy}-";
        return (await client.GetAllInstancesAsync(prefix, cancellation))
            .Where(i => RunId.TryParse(i.InstanceId, out string of) && (policy is null || of == policy))
            .ToDictionary(i => i.InstanceId, StringComparer.Ordinal);
    }

    private static Run Merge(Run? stored, OrchestrationMetadata? instance)
    {
        if (instance is null)
        {
            return stored!.IsOver ? stored : Lost(stored, DateTimeOffset.MinValue, null);
        }

        Run run = stored ?? Begun(instance);
        if (run.IsOver)
        {
            return run;
        }

        return instance.IsCompleted
            ? Lost(run, instance.LastUpdatedAt, instance.FailureDetails)
            : run with { Phase = Progress(instance)?.Phase ?? run.Phase };
    }

    /// <summary>A run that has not written its record yet.</summary>
    private static Run Begun(OrchestrationMetadata instance) => new()
    {
        Id = instance.InstanceId,
        Policy = RunId.TryParse(instance.InstanceId, out string policy) ? policy : "",
        StartedAt = instance.CreatedAt,
    };

    /// <summary>A run whose workflow ended without closing its record.</summary>
    private static Run Lost(Run run, DateTimeOffset at, TaskFailureDetails? why) => run with
    {
        State = RunState.Failed,
        EndedAt = at == DateTimeOffset.MinValue ? run.StartedAt : at,
        Error = why is not null ? ErrorProperties.Read(why) : new Error(
            ErrorCodes.Unexpected, ErrorClass.NeedsPerson, "The run ended without finishing.",
            Advice: $"The next run of policy '{run.Policy}' cleans up after it: start one."),
    };

    private static RunProgress? Progress(OrchestrationMetadata? instance) => instance?.SerializedCustomStatus is { } status
        ? JsonSerializer.Deserialize<RunProgress>(status, DrJson.Options)
        : null;
}
