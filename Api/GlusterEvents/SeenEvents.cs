using System.Security.Cryptography;

namespace GlusterDr.Api.GlusterEvents;

/// <summary>Recognises repeated events. An event that is older than its memory counts as repeated.</summary>
internal sealed class SeenEvents(TimeProvider time)
{
    private const int Most = 10_000;
    private static readonly TimeSpan s_window = TimeSpan.FromMinutes(10);

    private readonly Lock _gate = new();
    private readonly Queue<(string Hash, DateTimeOffset At)> _order = new();
    private readonly HashSet<string> _hashes = new(StringComparer.Ordinal);

    /// <summary>False: the event is repeated, or its time is not recent.</summary>
    public bool TryAdd(GlusterEvent seen, ReadOnlySpan<byte> body)
    {
        DateTimeOffset now = time.GetUtcNow();
        if (Math.Abs(now.ToUnixTimeSeconds() - (decimal)seen.Ts) > (decimal)s_window.TotalSeconds)
        {
            return false;
        }

        string hash = Convert.ToBase64String(SHA256.HashData(body));
        lock (_gate)
        {
            // Twice the window, because the time of an event can be a window ahead.
            while (_order.TryPeek(out (string Hash, DateTimeOffset At) oldest) && (_order.Count >= Most || now - oldest.At > s_window * 2))
            {
                _order.Dequeue();
                _hashes.Remove(oldest.Hash);
            }

            if (!_hashes.Add(hash))
            {
                return false;
            }

            _order.Enqueue((hash, now));
            return true;
        }
    }
}
