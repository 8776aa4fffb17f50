using Azure.Core;
using Azure.Core.Pipeline;

namespace GlusterDr.AzureHost;

/// <summary>Stands between a host and its storage: once pulled, no request goes out any more, as of a process that is dead.</summary>
/// <param name="pullAfterWrites">Pulls itself when so many requests that change something were answered.</param>
public sealed class KillSwitch(int pullAfterWrites = int.MaxValue) : HttpPipelinePolicy
{
    private readonly TaskCompletionSource _pulled = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _writes;

    /// <summary>Ends when it is pulled.</summary>
    public Task Pulled => _pulled.Task;

    /// <summary>From now on nothing reaches the storage.</summary>
    public void Pull() => _pulled.TrySetResult();

    /// <inheritdoc/>
    public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        await HangIfPulledAsync(message);
        await ProcessNextAsync(message, pipeline);
        if (message.Request.Method != RequestMethod.Get && Interlocked.Increment(ref _writes) >= pullAfterWrites)
        {
            Pull();
        }

        // What was under way has had its effect there, and nobody here hears of it.
        await HangIfPulledAsync(message);
    }

    /// <inheritdoc/>
    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        HangIfPulledAsync(message).GetAwaiter().GetResult();
        ProcessNext(message, pipeline);
    }

    private Task HangIfPulledAsync(HttpMessage message) =>
        Pulled.IsCompleted ? Task.Delay(Timeout.InfiniteTimeSpan, message.CancellationToken) : Task.CompletedTask;
}
