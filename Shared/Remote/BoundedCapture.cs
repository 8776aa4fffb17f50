using System.Buffers;
using System.Text;

namespace GlusterDr.Remote;

/// <summary>Keeps the beginning and the end of a stream, up to a size limit. Reading and writing at the same time is allowed.</summary>
internal sealed class BoundedCapture(int maxHead, int maxTail)
{
    private readonly Lock _lock = new();
    private readonly ArrayBufferWriter<byte> _head = new();
    private readonly Queue<byte> _tail = new();
    private bool _overflowed;

    /// <summary>Whether something was dropped.</summary>
    public bool Overflowed
    {
        get
        {
            lock (_lock)
            {
                return _overflowed;
            }
        }
    }

    public void Add(ReadOnlySpan<byte> bytes)
    {
        lock (_lock)
        {
            int room = Math.Min(bytes.Length, maxHead - _head.WrittenCount);
            _head.Write(bytes[..room]);
            foreach (byte b in bytes[room..])
            {
                _tail.Enqueue(b);
                if (_tail.Count > maxTail)
                {
                    _tail.Dequeue();
                    _overflowed = true;
                }
            }
        }
    }

    public string Text()
    {
        lock (_lock)
        {
            return _overflowed
                ? $"{Decode(_head.WrittenSpan)}\n[... left out ...]\n{Decode([.. _tail])}"
                : Decode([.. _head.WrittenSpan, .. _tail]);
        }
    }

    private static string Decode(ReadOnlySpan<byte> bytes) => Encoding.UTF8.GetString(bytes);
}
