namespace GlusterDr.Local.Hosting;

/// <summary>Closed when the host is about to end: from then on it starts no run.</summary>
public sealed class HostGate
{
    private int _closed;

    /// <summary>Whether it is closed.</summary>
    public bool IsClosed => Volatile.Read(ref _closed) == 1;

    /// <summary>Closes it.</summary>
    public void Close() => Volatile.Write(ref _closed, 1);

    /// <summary>Opens it again: there was still something to do.</summary>
    public void Open() => Volatile.Write(ref _closed, 0);
}
