using GlusterDr.Activities.Sync;
using GlusterDr.Activities.Sync.Prepare;
using GlusterDr.Activities.Sync.Snapshot;
using GlusterDr.Activities.Sync.Verify;
using GlusterDr.Durable;
using GlusterDr.Errors;
using GlusterDr.Ids;
using GlusterDr.Orchestrations.Common;
using GlusterDr.Policies;
using GlusterDr.Runs;

namespace GlusterDr.Orchestrations.Sync.Common;

/// <summary>What the phases of one run share.</summary>
internal sealed class RunScope : IDisposable
{
    /// <summary>The time between renewals of the lease while no other step renews it: a step that reads images may take hours.</summary>
    private static readonly TimeSpan s_renewal = TimeSpan.FromMinutes(4);

    private readonly CancellationTokenSource _cancel = new();
    private readonly CancellationTokenSource _over = new();
    private readonly Dictionary<string, Task> _digests = new(StringComparer.Ordinal);
    private Task? _probesStopped;
    private Task _renewal = Task.CompletedTask;

    public RunScope(IOrchestrationContext context, SyncRequest request)
    {
        Context = context;
        RunId = request.RunId;
        Version = request.Version;
        HasSite = Version < 3;
        Board = new ProgressBoard(context);
        Errors = new RunErrors(Version);
        Warnings = new RunWarnings(Errors);
        _ = WatchCancelAsync();
    }

    public IOrchestrationContext Context { get; }

    public string RunId { get; }

    /// <summary>The version of the run: see <see cref="SyncRequest.Version"/>.</summary>
    public int Version { get; }

    public ProgressBoard Board { get; }

    public BeginRun.Result Plan { get; set; } = null!;

    public Policy Policy => Plan.Policy;

    /// <summary>The texts of this version.</summary>
    public RunErrors Errors { get; }

    public RunWarnings Warnings { get; }

    /// <summary>What undoes the steps so far; the run executes it at its end, whatever happened.</summary>
    public Compensations Undo { get; } = new();

    /// <summary>Whether the run may change things at its site: it has the lease there, or is of a version without such a lease.</summary>
    public bool HasSite { get; private set; }

    /// <summary>Set when a person cancels the run. Compensations do not observe it.</summary>
    public CancellationToken Cancelled => _cancel.Token;

    public RunStep RunStep => new(RunId);

    /// <summary>A step whose transient failures are retried.</summary>
    public Task<TResult> StepAsync<TResult>(string activity, object input) =>
        Context.StepAsync<TResult>(activity, input);

    /// <summary>Processes VMs, as many in parallel as the policy permits snapshots.</summary>
    /// <param name="kind">What is done, for the ids of the workflows that do it.</param>
    /// <param name="vmIds">The VMs, in their order.</param>
    /// <param name="step">Processes some of them: in a workflow with this id, or, if it is null, in steps of the run itself.</param>
    public Task InBatchesAsync(string kind, IReadOnlyList<string> vmIds, Func<IReadOnlyList<string>, string?, Task> step)
    {
        int limit = Policy.Snapshot.Parallel;
        int number = 0;
        return FanOut.RunAsync(
            VmBatches.Cut(vmIds, limit), limit, batch => step(batch, batch.Count == 1 ? null : Ids.RunId.OfBatch(RunId, kind, ++number)));
    }

    /// <summary>A step whose failure is a warning and does not stop the others.</summary>
    public async Task GuardAsync(Func<Task> step)
    {
        try
        {
            await step();
        }
        catch (TaskFailedException e)
        {
            Warnings.Add(ErrorProperties.Read(e));
        }
    }

    /// <summary>Computes the digests of the base images on a primary volume: once, for all its destinations.</summary>
    public Task DigestAsync(string volume, bool suspicious) => _digests.TryGetValue(volume, out Task? digest)
        ? digest
        : _digests[volume] = StepAsync<long>(nameof(DigestImages), new DigestImages.Input(RunId, suspicious, Policy.UnlessOwn(volume)));

    /// <summary>Stops the reading of images on the hosts: it may take hours.</summary>
    public void StopProbes()
    {
        if (Version >= 2)
        {
            _probesStopped ??= GuardAsync(() => StepAsync<bool>(nameof(Activities.Sync.Verify.StopProbes), RunStep));
        }
    }

    /// <summary>Returns when no image is being read. Reading that nothing waits for is stopped.</summary>
    public async Task EndProbesAsync()
    {
        if (_digests.Values.Any(digest => !digest.IsCompleted))
        {
            StopProbes();
        }

        await (_probesStopped ?? Task.CompletedTask);
    }

    /// <summary>Takes the lease at the site, and renews it until the run ends. FinishRun releases it.</summary>
    public async Task<IReadOnlyList<string>> TakeSiteLeaseAsync()
    {
        Undo.Register("renew the lease at the site", EndLeaseAsync);
        IReadOnlyList<string> overtaken = await Context.BeginAsync<IReadOnlyList<string>>(nameof(TakeSiteLease), RunStep);
        HasSite = true;
        _renewal = RenewAsync();
        return overtaken;
    }

    public void Dispose()
    {
        _cancel.Dispose();
        _over.Dispose();
    }

    private async Task EndLeaseAsync()
    {
        _over.CancelInPlace();
        await _renewal;
    }

    private async Task RenewAsync()
    {
        try
        {
            while (true)
            {
                await Context.CreateTimer(s_renewal, _over.Token);
                await RenewOnceAsync();
            }
        }
        catch (OperationCanceledException)
        {
            // The run is over, or another control plane has the lease.
        }
    }

    /// <summary>A lease that could not be renewed is no warning: the steps that need it report that. A lost lease ends the run.</summary>
    private async Task RenewOnceAsync()
    {
        try
        {
            await StepAsync<bool>(nameof(RenewSiteLease), RunStep);
        }
        catch (TaskFailedException e)
        {
            if (ErrorProperties.Read(e) is { Code: ErrorCodes.LeaseLost } lost)
            {
                Warnings.Add(lost);
                _cancel.CancelInPlace();
                _over.CancelInPlace();
            }
        }
    }

    private async Task WatchCancelAsync()
    {
        await Context.WaitForExternalEvent<string>(RunStarter.CancelEvent);
        _cancel.CancelInPlace();
    }
}
