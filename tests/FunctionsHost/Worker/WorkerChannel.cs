using System.Collections.Concurrent;
using System.Threading.Channels;
using GlusterDr.FunctionsHost.Protocol;
using Grpc.Core;
using Microsoft.Extensions.Logging;
using ContentCase = GlusterDr.FunctionsHost.Protocol.StreamingMessage.ContentOneofCase;

namespace GlusterDr.FunctionsHost.Worker;

/// <summary>The stream to one worker process: one request and answer at a time while it starts, then concurrent calls.</summary>
internal sealed class WorkerChannel(string workerId, ILoggerFactory loggers)
{
    private readonly Channel<StreamingMessage> _out = Channel.CreateUnbounded<StreamingMessage>(new() { SingleReader = true });
    private readonly ConcurrentDictionary<ContentCase, TaskCompletionSource<StreamingMessage>> _answers = [];
    private readonly ConcurrentDictionary<string, TaskCompletionSource<InvocationResponse>> _calls = new(StringComparer.Ordinal);
    private readonly TaskCompletionSource _connected = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile Exception? _end;

    public string WorkerId => workerId;

    /// <summary>Completes when the worker has connected.</summary>
    public Task Connected => _connected.Task;

    /// <summary>Serves the worker's stream until it breaks.</summary>
    public async Task ServeAsync(IAsyncStreamReader<StreamingMessage> from, IServerStreamWriter<StreamingMessage> to, CancellationToken cancellation)
    {
        Task sending = SendAsync(to, cancellation);
        _connected.TrySetResult();
        while (await from.MoveNext(cancellation))
        {
            Receive(from.Current);
        }

        _out.Writer.TryComplete();
        await sending;
    }

    /// <summary>Sends a request while the worker starts. Returns the answer.</summary>
    public async Task<StreamingMessage> AskAsync(StreamingMessage question, ContentCase answer)
    {
        TaskCompletionSource<StreamingMessage> source = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _answers[answer] = source;
        Send(question);
        return await (_end is { } end ? Task.FromException<StreamingMessage>(end) : source.Task);
    }

    /// <summary>Calls a function.</summary>
    public async Task<InvocationResponse> CallAsync(InvocationRequest request, bool tellsCancellation, CancellationToken cancellation)
    {
        TaskCompletionSource<InvocationResponse> source = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _calls[request.InvocationId] = source;
        Send(new StreamingMessage { InvocationRequest = request });
        if (_end is { } end)
        {
            source.TrySetException(end);
        }

        await using CancellationTokenRegistration registration = cancellation.Register(() =>
        {
            if (tellsCancellation)
            {
                Send(new StreamingMessage { InvocationCancel = new InvocationCancel { InvocationId = request.InvocationId } });
            }
        });
        return await source.Task;
    }

    /// <summary>Requests the worker to exit.</summary>
    public void Terminate() => Send(new StreamingMessage { WorkerTerminate = new WorkerTerminate() });

    /// <summary>Fails all calls that wait for the worker.</summary>
    public void Fail(Exception reason)
    {
        _end = reason;
        _connected.TrySetException(reason);
        foreach (TaskCompletionSource<StreamingMessage> answer in _answers.Values)
        {
            answer.TrySetException(reason);
        }

        foreach (TaskCompletionSource<InvocationResponse> call in _calls.Values)
        {
            call.TrySetException(reason);
        }
    }

    private void Send(StreamingMessage message) => _out.Writer.TryWrite(message);

    private async Task SendAsync(IServerStreamWriter<StreamingMessage> to, CancellationToken cancellation)
    {
        try
        {
            await foreach (StreamingMessage message in _out.Reader.ReadAllAsync(cancellation))
            {
                await to.WriteAsync(message, cancellation);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or InvalidOperationException or IOException)
        {
            // The stream is broken. The end of the process fails the waiting calls.
        }
    }

    private void Receive(StreamingMessage message)
    {
        switch (message.ContentCase)
        {
            case ContentCase.InvocationResponse:
                if (_calls.TryRemove(message.InvocationResponse.InvocationId, out TaskCompletionSource<InvocationResponse>? call))
                {
                    call.TrySetResult(message.InvocationResponse);
                }

                break;
            case ContentCase.RpcLog:
                Log(message.RpcLog);
                break;
            default:
                if (_answers.TryRemove(message.ContentCase, out TaskCompletionSource<StreamingMessage>? answer))
                {
                    answer.TrySetResult(message);
                }

                break;
        }
    }

    private void Log(RpcLog line)
    {
        string text = line.Exception is { } exception ? $"{line.Message} {exception.Message} {exception.StackTrace}" : line.Message;
        loggers.CreateLogger(line.Category).Log((LogLevel)(int)line.Level, "{Line}", text);
    }
}
