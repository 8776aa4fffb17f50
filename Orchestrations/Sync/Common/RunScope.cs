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
    /// <summary>Between renewals of the lease that no other step makes: one that reads images may last for hours.</summary>
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
        _ = WatchCancelAsync();
    }

    public IOrchestrationContext Context { get; }

    public string RunId { get; }

    /// <summary>Which steps the run asks for.</summary>
    public int Version { get; }

    public ProgressBoard Board { get; }

    public BeginRun.Result Plan { get; set; } = null!;

    public Policy Policy => Plan.Policy;

    public RunWarnings Warnings { get; } = new();

    /// <summary>Whether the run may change things at its site: it has the lease there, or is of a version that had none.</summary>
    public bool HasSite { get; private set; }

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
            VmBatches.Cut(vmIds, limit), limit, batch => step(batch, batch.Count == 1 ? null : Ids.RunId.OfBatch(RunId, kind, ++number)));
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
        : _digests[volume] = StepAsync<long>(nameof(DigestImages), new DigestImages.Input(RunId, suspicious, Policy.UnlessOwn(volume)));

    /// <summary>Ends the reading of images at the hosts: it may take hours.</summary>
    public void StopProbes()
    {
        if (Version >= 2)
        {
            _probesStopped ??= GuardAsync(() => StepAsync<bool>(nameof(Activities.Sync.Verify.StopProbes), RunStep));
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

    /// <summary>Takes the lease at the site; it is renewed until <see cref="EndLeaseAsync"/>.</summary>
    public async Task<IReadOnlyList<string>> TakeSiteLeaseAsync()
    {
        IReadOnlyList<string> overtaken = await Context.BeginAsync<IReadOnlyList<string>>(nameof(TakeSiteLease), RunStep);
        HasSite = true;
        _renewal = RenewAsync();
        return overtaken;
    }

    /// <summary>Renews the lease no more.</summary>
    public async Task EndLeaseAsync()
    {
        _over.CancelInPlace();
        await _renewal;
    }

    public void Dispose()
    {
        _cancel.Dispose();
        _over.Dispose();
    }

    private async Task RenewAsync()
    {
        try
        {
            while (true)
            {
                await Context.CreateTimer(s_renewal, _over.Token);
                await GuardLeaseAsync();
            }
        }
        catch (OperationCanceledException)
        {
            // The run is over, or the site is another's.
        }
    }

    /// <summary>A lease that could not be renewed is no warning: the steps that need it say so. One that is lost ends the run.</summary>
    private async Task GuardLeaseAsync()
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
