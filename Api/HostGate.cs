namespace GlusterDr.Api;

/// <summary>Closed when the host starts and changes no runs: it is shutting down, or only answers requests.</summary>
public sealed class HostGate
{
    private int _closed;

    /// <summary>Whether it is closed.</summary>
    public bool IsClosed => Volatile.Read(ref _closed) == 1;

    /// <summary>Throws when it is closed.</summary>
    /// <exception cref="HostClosingException">It is.</exception>
    public void ThrowIfClosed()
    {
        if (IsClosed)
        {
            throw new HostClosingException();
        }
    }

    /// <summary>Closes it.</summary>
    public void Close() => Volatile.Write(ref _closed, 1);

    /// <summary>Opens it again, because work was left.</summary>
    public void Open() => Volatile.Write(ref _closed, 0);
}
