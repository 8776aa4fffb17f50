using System.Runtime.CompilerServices;
using GlusterDr.Durable;

namespace GlusterDr.Functions.Durable;

/// <summary>Reports changes of instances by polling, because Durable Task does not report them.</summary>
public sealed class PollingWatcher(IOrchestrationClient client, TimeProvider time) : IOrchestrationWatcher
{
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(2);

    /// <inheritdoc/>
    public async IAsyncEnumerable<OrchestrationMetadata> WatchAsync(
        string instanceId, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        OrchestrationMetadata? shown = null;
        while (shown is not { IsCompleted: true })
        {
            OrchestrationMetadata now = await client.GetInstanceAsync(instanceId, cancellation)
                ?? throw new KeyNotFoundException($"Instance '{instanceId}' does not exist.");
            if (Differs(now, shown))
            {
                yield return shown = now;
                continue;
            }

            await Task.Delay(s_pause, time, cancellation);
        }
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<OrchestrationMetadata> WatchAllAsync(
        string instanceIdPrefix = "", [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        Dictionary<string, OrchestrationMetadata> shown = new(StringComparer.Ordinal);
        while (true)
        {
            foreach (OrchestrationMetadata now in await client.GetAllInstancesAsync(instanceIdPrefix, cancellation))
            {
                if (Differs(now, shown.GetValueOrDefault(now.InstanceId)))
                {
                    yield return shown[now.InstanceId] = now;
                }
            }

            await Task.Delay(s_pause, time, cancellation);
        }
    }

    private static bool Differs(OrchestrationMetadata now, OrchestrationMetadata? shown) => shown is null
        || now.RuntimeStatus != shown.RuntimeStatus
        || now.SerializedCustomStatus != shown.SerializedCustomStatus;
}
