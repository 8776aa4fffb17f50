using System.Runtime.InteropServices;
using System.Text;

namespace GlusterDr.Remote;

/// <summary>Forwards the output after a marker, and drops what a login shell prints before it.</summary>
internal sealed class ReadyScanner(string marker, BoundedCapture capture)
{
    private const int MaxNoise = 1 << 20;
    private readonly byte[] _marker = Encoding.UTF8.GetBytes(marker);
    private readonly List<byte> _noise = [];

    /// <summary>Whether the marker was found.</summary>
    public bool Found { get; private set; } = marker.Length == 0;

    /// <summary>Whether there is so much output before the marker that it is no longer expected.</summary>
    public bool Hopeless => !Found && _noise.Count > MaxNoise;

    public void Add(ReadOnlySpan<byte> bytes)
    {
        if (Found)
        {
            capture.Add(bytes);
            return;
        }

        _noise.AddRange(bytes);
        Span<byte> all = CollectionsMarshal.AsSpan(_noise);
        int at = all.IndexOf(_marker);
        if (at >= 0)
        {
            Found = true;
            capture.Add(all[(at + _marker.Length)..]);
        }
    }

    /// <summary>Handles the end of the stream. Without a marker, the dropped output is all there is.</summary>
    public void End()
    {
        if (!Found)
        {
            capture.Add(CollectionsMarshal.AsSpan(_noise));
        }
    }
}
