using Azure.Core;
using Azure.Core.Pipeline;

namespace GlusterDr.AzureHost;

/// <summary>Stands between a host and its storage: once pulled, no request goes out any more, as of a process that is dead.</summary>
public sealed class KillSwitch : HttpPipelinePolicy
{
    private volatile bool _pulled;

    /// <summary>From now on nothing reaches the storage.</summary>
    public void Pull() => _pulled = true;

    /// <inheritdoc/>
    public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        await HangIfPulledAsync(message);
        await ProcessNextAsync(message, pipeline);

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
        _pulled ? Task.Delay(Timeout.InfiniteTimeSpan, message.CancellationToken) : Task.CompletedTask;
}
