using GlusterDr.Activities;
using GlusterDr.Durable;
using GlusterDr.Errors;
using GlusterDr.Policies;
using GlusterDr.Runs;

namespace GlusterDr.Orchestrations;

/// <summary>What the phases of one run share.</summary>
internal sealed class RunScope : IDisposable
{
    private static readonly RetryPolicy TransientRetry = new(
        MaxNumberOfAttempts: 3,
        FirstRetryInterval: TimeSpan.FromSeconds(2),
        BackoffCoefficient: 2,
        HandleFailure: failure => ErrorProperties.Read(failure).Class == ErrorClass.Transient);

    private readonly CancellationTokenSource _cancel = new();
    private readonly Dictionary<string, Task> _digests = new(StringComparer.Ordinal);

    public RunScope(IOrchestrationContext context, SyncRequest request)
    {
        Context = context;
        RunId = request.RunId;
        Board = new ProgressBoard(context);
        _ = WatchCancelAsync();
    }

    public IOrchestrationContext Context { get; }

    public string RunId { get; }

    public ProgressBoard Board { get; }

    public RunPlan Plan { get; set; } = null!;

    public Policy Policy => Plan.Policy;

    public List<Error> Warnings { get; } = [];

    /// <summary>Set when a person asked to stop; the parts that undo things do not look at it.</summary>
    public CancellationToken Cancelled => _cancel.Token;

    public RunStep RunStep => new(RunId);

    /// <summary>A step whose transient failures are tried again.</summary>
    public Task<TResult> StepAsync<TResult>(string activity, object input) =>
        Context.CallActivityAsync<TResult>(activity, input, new TaskOptions(TransientRetry));

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

    public void Dispose() => _cancel.Dispose();

    private async Task WatchCancelAsync()
    {
        await Context.WaitForExternalEvent<string>(RunStarter.CancelEvent);
        _cancel.CancelInPlace();
    }
}
