using System.Threading.Channels;

namespace GlusterDr.Local.Engine;

/// <summary>The subscribers to changes. Several unread changes of an instance count as one.</summary>
internal sealed class Watchers
{
    private readonly Lock _gate = new();
    private readonly List<Watcher> _watchers = [];

    public Watcher Add(string id, bool isPrefix)
    {
        Watcher watcher = new(this, id, isPrefix);
        lock (_gate)
        {
            _watchers.Add(watcher);
        }

        return watcher;
    }

    public void Notify(string instanceId)
    {
        lock (_gate)
        {
            foreach (Watcher watcher in _watchers)
            {
                watcher.Notify(instanceId);
            }
        }
    }

    /// <summary>A subscription, until disposed.</summary>
    internal sealed class Watcher(Watchers owner, string id, bool isPrefix) : IDisposable
    {
        private readonly Channel<bool> _signal = Channel.CreateBounded<bool>(new BoundedChannelOptions(1)
        {
            FullMode = BoundedChannelFullMode.DropWrite,
        });

        private readonly HashSet<string> _changed = new(StringComparer.Ordinal);

        public void Notify(string instanceId)
        {
            if (isPrefix ? instanceId.StartsWith(id, StringComparison.Ordinal) : instanceId == id)
            {
                lock (_changed)
                {
                    _changed.Add(instanceId);
                }

                _signal.Writer.TryWrite(true);
            }
        }

        /// <summary>The IDs of the instances that changed since the last call. Waits for the first change.</summary>
        public async Task<string[]> NextAsync(CancellationToken cancellation)
        {
            await _signal.Reader.ReadAsync(cancellation);
            lock (_changed)
            {
                string[] changed = [.. _changed];
                _changed.Clear();
                return changed;
            }
        }

        public void Dispose()
        {
            lock (owner._gate)
            {
                owner._watchers.Remove(this);
            }
        }
    }
}
