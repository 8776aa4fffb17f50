using System.Text.Json;

namespace GlusterDr.Functions.Durable;

/// <summary>The events of one instance, and the workflow's waits for them.</summary>
/// <remarks>
/// Durable Task passes an event even to a cancelled waiter, and the event is lost. So there is one Durable Task wait
/// for each name, which is never cancelled. Its event goes to the newest waiter that still waits, or is kept.
/// </remarks>
/// <param name="next">Waits for the next event of a name.</param>
internal sealed class DurableEvents(Func<string, Task<JsonElement?>> next)
{
    private readonly Dictionary<string, Line> _lines = new(StringComparer.OrdinalIgnoreCase);

    private interface IWaiter
    {
        void Receive(JsonElement? payload);
    }

    /// <summary>The oldest event that was not consumed yet, or the next one.</summary>
    public Task<T> WaitAsync<T>(string name, CancellationToken cancellation)
    {
        if (cancellation.IsCancellationRequested)
        {
            return Task.FromCanceled<T>(cancellation);
        }

        Line line = LineOf(name);
        Waiter<T> waiter = new();
        if (line.Early.TryDequeue(out JsonElement? early))
        {
            waiter.Receive(early);
            return waiter.Task;
        }

        LinkedListNode<IWaiter> node = line.Waiters.AddLast(waiter);
        if (cancellation.CanBeCanceled)
        {
            waiter.Registration = cancellation.Register(() => Leave(node, waiter, cancellation));
        }

        if (!line.IsListening)
        {
            _ = ListenAsync(name, line);
        }

        return waiter.Task;
    }

    private async Task ListenAsync(string name, Line line)
    {
        line.IsListening = true;
        while (line.Waiters.Count > 0)
        {
            line.Deliver(await next(name));
        }

        line.IsListening = false;
    }

    private Line LineOf(string name)
    {
        if (!_lines.TryGetValue(name, out Line? line))
        {
            _lines.Add(name, line = new());
        }

        return line;
    }

    private static void Leave<T>(LinkedListNode<IWaiter> node, Waiter<T> waiter, CancellationToken cancellation)
    {
        if (node.List is { } list)
        {
            list.Remove(node);
            waiter.Cancel(cancellation);
        }
    }

    private sealed class Line
    {
        public Queue<JsonElement?> Early { get; } = [];

        public LinkedList<IWaiter> Waiters { get; } = [];

        public bool IsListening { get; set; }

        public void Deliver(JsonElement? payload)
        {
            if (Waiters.Last is { } newest)
            {
                Waiters.RemoveLast();
                newest.Value.Receive(payload);
            }
            else
            {
                Early.Enqueue(payload);
            }
        }
    }

    private sealed class Waiter<T> : IWaiter
    {
        private readonly TaskCompletionSource<T> _source = new();

        public Task<T> Task => _source.Task;

        public CancellationTokenRegistration Registration { get; set; }

        public void Receive(JsonElement? payload)
        {
            Registration.Unregister();
            try
            {
                _source.TrySetResult(payload is { } json ? json.Deserialize<T>(DrJson.Options)! : default!);
            }
            catch (JsonException exception)
            {
                _source.TrySetException(exception);
            }
        }

        public void Cancel(CancellationToken cancellation) => _source.TrySetCanceled(cancellation);
    }
}
