using System.Text.Json;
using GlusterDr.Durable;
using Microsoft.Extensions.Logging;
using Dt = Microsoft.DurableTask;

namespace GlusterDr.Functions.Durable;

/// <summary>Forwards each call of a workflow to Durable Task.</summary>
internal sealed class DurableOrchestrationContext(Dt.TaskOrchestrationContext inner) : IOrchestrationContext
{
    // An activity that ends its process each time must not be repeated without limit.
    private const int MaxLostCalls = 10;

    private readonly DurableEvents _events = new(name => inner.WaitForExternalEvent<JsonElement?>(name));

    public string Name => inner.Name.Name;

    public string InstanceId => inner.InstanceId;

    public DateTime CurrentUtcDateTime => inner.CurrentUtcDateTime;

    public bool IsReplaying => inner.IsReplaying;

    public async Task<TResult> CallActivityAsync<TResult>(string name, object? input = null, TaskOptions? options = null)
    {
        for (int lost = 0; ; lost++)
        {
            try
            {
                return await inner.CallActivityAsync<TResult>(name, input, new Dt.TaskOptions(Retry(options)));
            }
            catch (Dt.TaskFailedException failed) when (lost < MaxLostCalls && DurableFailures.IsLostCall(failed.FailureDetails))
            {
                // As after the end of the whole app, the call is repeated.
            }
            catch (Dt.TaskFailedException failed)
            {
                throw DurableFailures.Translate(failed);
            }
        }
    }

    public Task CallActivityAsync(string name, object? input = null, TaskOptions? options = null) =>
        CallActivityAsync<JsonElement?>(name, input, options);

    public async Task<TResult> CallSubOrchestratorAsync<TResult>(string name, object? input = null, TaskOptions? options = null)
    {
        try
        {
            Dt.SubOrchestrationOptions translated = new(new Dt.TaskOptions(Retry(options)), options?.InstanceId);
            return await inner.CallSubOrchestratorAsync<TResult>(name, input, translated);
        }
        catch (Dt.TaskFailedException failed)
        {
            throw DurableFailures.Translate(failed);
        }
    }

    public Task CreateTimer(TimeSpan delay, CancellationToken cancellationToken) =>
        CreateTimer(CurrentUtcDateTime + delay, cancellationToken);

    // Durable Task would create a timer for a token that is already cancelled, and treat a time of unspecified kind as local.
    public Task CreateTimer(DateTime fireAt, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return Task.FromCanceled(cancellationToken);
        }

        DateTime due = fireAt.Kind == DateTimeKind.Local ? fireAt.ToUniversalTime() : new(fireAt.Ticks, DateTimeKind.Utc);
        return WaitUntilAsync(due, cancellationToken);
    }

    // A queue of Azure Storage counts in whole seconds, so a delayed message may arrive almost a second too early.
    private async Task WaitUntilAsync(DateTime due, CancellationToken cancellationToken)
    {
        await inner.CreateTimer(due, cancellationToken);
        if (CurrentUtcDateTime < due)
        {
            await inner.CreateTimer(due.AddSeconds(1), cancellationToken);
        }
    }

    public Task<T> WaitForExternalEvent<T>(string eventName, CancellationToken cancellationToken = default) =>
        _events.WaitAsync<T>(eventName, cancellationToken);

    public void SendEvent(string instanceId, string eventName, object? payload) =>
        inner.SendEvent(instanceId, eventName, payload!);

    // Durable Task keeps the object and serialises it when the turn ends, so its value is fixed here.
    public void SetCustomStatus(object? customStatus)
    {
        if (customStatus is null)
        {
            inner.SetCustomStatus(null);
            return;
        }

        JsonElement json = JsonSerializer.SerializeToElement(customStatus, DrJson.Options);
        CustomStatusLimit.ThrowIfExceeded(json.GetRawText());
        inner.SetCustomStatus(json);
    }

    public Guid NewGuid() => inner.NewGuid();

    public ILogger CreateReplaySafeLogger(string categoryName) => inner.CreateReplaySafeLogger(categoryName);

    private static Dt.TaskRetryOptions? Retry(TaskOptions? options) =>
        options?.Retry is { } policy ? Dt.TaskRetryOptions.FromRetryPolicy(DurableRetries.Policy(policy)) : null;
}
