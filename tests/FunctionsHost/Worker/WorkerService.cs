using System.Collections.Concurrent;
using GlusterDr.FunctionsHost.Protocol;
using Grpc.Core;
using RpcException = Grpc.Core.RpcException;

namespace GlusterDr.FunctionsHost.Worker;

/// <summary>Accepts the streams of workers.</summary>
internal sealed class WorkerService : FunctionRpc.FunctionRpcBase
{
    private readonly ConcurrentDictionary<string, WorkerChannel> _expected = new(StringComparer.Ordinal);

    /// <summary>Announces that a worker with this id will connect.</summary>
    public void Expect(WorkerChannel channel) => _expected[channel.WorkerId] = channel;

    /// <inheritdoc/>
    public override async Task EventStream(
        IAsyncStreamReader<StreamingMessage> requestStream, IServerStreamWriter<StreamingMessage> responseStream, ServerCallContext context)
    {
        bool isBegun = await requestStream.MoveNext(context.CancellationToken);
        string? id = isBegun ? requestStream.Current.StartStream?.WorkerId : null;
        if (id is null || !_expected.TryRemove(id, out WorkerChannel? channel))
        {
            throw new RpcException(new Status(StatusCode.FailedPrecondition, $"No worker '{id}' was started by this host."));
        }

        await channel.ServeAsync(requestStream, responseStream, context.CancellationToken);
    }
}
