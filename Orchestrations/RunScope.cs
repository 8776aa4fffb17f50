using GlusterDr.Activities;
using GlusterDr.Durable;
using GlusterDr.Errors;
using GlusterDr.Policies;
using GlusterDr.Runs;

namespace GlusterDr.Orchestrations;

/// <summary>What the phases of one run share.</summary>
internal sealed class RunScope : IDisposable
{
    private readonly CancellationTokenSource _cancel = new();
    private readonly Dictionary<string, Task> _digests = new(StringComparer.Ordinal);
    private Task? _probesStopped;

    public RunScope(IOrchestrationContext context, SyncRequest request)
    {
        Context = context;
        RunId = request.RunId;
        Version = request.Version;
        Board = new ProgressBoard(context);
        _ = WatchCancelAsync();
    }

    public IOrchestrationContext Context { get; }

    public string RunId { get; }

    /// <summary>Which steps the run asks for.</summary>
    public int Version { get; }

    public ProgressBoard Board { get; }

    public RunPlan Plan { get; set; } = null!;

    public Policy Policy => Plan.Policy;

    public RunWarnings Warnings { get; } = new();

    /// <summary>Set when a person asked to stop; the parts that undo things do not look at it.</summary>
    public CancellationToken Cancelled => _cancel.Token;

    public RunStep RunStep => new(RunId);

    /// <summary>A step whose transient failures are tried again.</summary>
    public Task<TResult> StepAsync<TResult>(string activity, object input) =>
        Context.StepAsync<TResult>(activity, input);

    /// <summary>Goes over VMs, as many at once as the policy lets snapshots be.</summary>
    /// <param name="kind">What is done, for the ids of the workflows that do it.</param>
    /// <param name="vmIds">The VMs, in their order.</param>
    /// <param name="step">Does some of them: by a workflow of this id, or, where that is null, as steps of the run itself.</param>
    public Task InBatchesAsync(string kind, IReadOnlyList<string> vmIds, Func<IReadOnlyList<string>, string?, Task> step)
    {
        int limit = Policy.Snapshot.Parallel;
        int number = 0;
        return FanOut.RunAsync(
            VmBatches.Cut(vmIds, limit), limit, batch => step(batch, batch.Count == 1 ? null : Runs.RunId.OfBatch(RunId, kind, ++number)));
    }

    /// <summary>A part of undoing: its failure is told, and hinders nothing else.</summary>
    public async Task GuardAsync(Func<Task> undo)
    {
        try
        {
            await undo();
        }
        catch (TaskFailedException e)
        {
            Warnings.Add(ErrorProperties.Read(e));
        }
    }

    /// <summary>Digests the frozen images on a primary volume: once, for all its destinations.</summary>
    public Task DigestAsync(string volume, bool suspicious) => _digests.TryGetValue(volume, out Task? digest)
        ? digest
        : _digests[volume] = StepAsync<long>(nameof(DigestImages), new DigestRequest(RunId, suspicious, Policy.UnlessOwn(volume)));

    /// <summary>Ends the reading of images at the hosts: it may take hours.</summary>
    public void StopProbes()
    {
        if (Version >= 2)
        {
            _probesStopped ??= GuardAsync(() => StepAsync<bool>(nameof(Activities.StopProbes), RunStep));
        }
    }

    /// <summary>Returns when no image is read any more; a reading that nobody waits for is ended.</summary>
    public async Task EndProbesAsync()
    {
        if (_digests.Values.Any(digest => !digest.IsCompleted))
        {
            StopProbes();
        }

        await (_probesStopped ?? Task.CompletedTask);
    }

    public void Dispose() => _cancel.Dispose();

    private async Task WatchCancelAsync()
    {
        await Context.WaitForExternalEvent<string>(RunStarter.CancelEvent);
        _cancel.CancelInPlace();
    }
}
