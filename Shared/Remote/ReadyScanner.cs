using System.Runtime.InteropServices;
using System.Text;

namespace GlusterDr.Remote;

/// <summary>Passes on what comes after a marker: what a login shell prints before it is noise.</summary>
internal sealed class ReadyScanner(string marker, BoundedCapture capture)
{
    private const int MaxNoise = 1 << 20;
    private readonly byte[] _marker = Encoding.UTF8.GetBytes(marker);
    private readonly List<byte> _noise = [];

    /// <summary>Whether the marker has passed.</summary>
    public bool Found { get; private set; } = marker.Length == 0;

    /// <summary>Whether there is so much noise that the marker is not waited for any longer.</summary>
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

    /// <summary>At the end of the stream: without a marker the noise is all there is.</summary>
    public void End()
    {
        if (!Found)
        {
            capture.Add(CollectionsMarshal.AsSpan(_noise));
        }
    }
}
