namespace GlusterDr.Local.Engine.Replay;

/// <summary>The events raised in one instance, and the workflow's waits for them.</summary>
/// <param name="mayCancel">Whether a cancellation comes from the workflow itself, as required.</param>
internal sealed class ExternalEvents(Func<bool> mayCancel)
{
    private readonly Dictionary<string, Queue<string?>> _early = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, LinkedList<IWaiter>> _waiters = new(StringComparer.OrdinalIgnoreCase);

    private interface IWaiter
    {
        void Receive(string? payload);
    }

    /// <summary>The oldest event that was not consumed yet, or the next one.</summary>
    public Task<T> WaitAsync<T>(string name, CancellationToken cancellation)
    {
        if (cancellation.IsCancellationRequested)
        {
            return Task.FromCanceled<T>(cancellation);
        }

        Waiter<T> waiter = new();
        if (_early.TryGetValue(name, out Queue<string?>? early))
        {
            waiter.Receive(early.Dequeue());
            if (early.Count == 0)
            {
                _early.Remove(name);
            }

            return waiter.Task;
        }

        LinkedListNode<IWaiter> node = Waiters(name).AddLast(waiter);
        if (cancellation.CanBeCanceled)
        {
            waiter.Registration = cancellation.Register(() => Remove(node, waiter, cancellation));
        }

        return waiter.Task;
    }

    /// <summary>Passes the event to the newest waiter, or keeps it.</summary>
    public void Raise(string name, string? payload)
    {
        if (_waiters.TryGetValue(name, out LinkedList<IWaiter>? waiters) && waiters.Last is { } newest)
        {
            waiters.RemoveLast();
            newest.Value.Receive(payload);
            return;
        }

        if (!_early.TryGetValue(name, out Queue<string?>? early))
        {
            _early.Add(name, early = new());
        }

        early.Enqueue(payload);
    }

    private LinkedList<IWaiter> Waiters(string name)
    {
        if (!_waiters.TryGetValue(name, out LinkedList<IWaiter>? waiters))
        {
            _waiters.Add(name, waiters = []);
        }

        return waiters;
    }

    private void Remove<T>(LinkedListNode<IWaiter> node, Waiter<T> waiter, CancellationToken cancellation)
    {
        if (mayCancel() && node.List is { } list)
        {
            list.Remove(node);
            waiter.Cancel(cancellation);
        }
    }

    private sealed class Waiter<T> : IWaiter
    {
        private readonly TaskCompletionSource<T> _source = new();

        public Task<T> Task => _source.Task;

        public CancellationTokenRegistration Registration { get; set; }

        public void Receive(string? payload)
        {
            Registration.Unregister();
            try
            {
                _source.TrySetResult(Json.Read<T>(payload));
            }
            catch (System.Text.Json.JsonException exception)
            {
                _source.TrySetException(exception);
            }
        }

        public void Cancel(CancellationToken cancellation) => _source.TrySetCanceled(cancellation);
    }
}
