namespace GlusterDr.Remote.Connections;

/// <summary>
/// The waits before the next login at a host that refuses logins because it has too many (sshd's <c>MaxStartups</c>). Each wait is
/// longer, and the total is limited. Not thread-safe.
/// </summary>
internal sealed class LoginPauses(TimeSpan bound, TimeProvider time)
{
    private static readonly Backoff s_first = new(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(15));

    private Backoff? _backoff;
    private long _since;
    private long _begun;

    /// <summary>What is left of the pause.</summary>
    public TimeSpan Left
    {
        get
        {
            TimeSpan left = _backoff is { } backoff ? backoff.Pause - time.GetElapsedTime(_begun) : TimeSpan.Zero;
            return left > TimeSpan.Zero ? left : TimeSpan.Zero;
        }
    }

    /// <summary>Begins the next pause. False: the host has refused all logins for longer than the limit.</summary>
    public bool Lengthen()
    {
        if (_backoff is not { } backoff)
        {
            _since = time.GetTimestamp();
            _backoff = s_first;
        }
        else if (time.GetElapsedTime(_since) >= bound)
        {
            End();
            return false;
        }
        else
        {
            _backoff = backoff.Next;
        }

        _begun = time.GetTimestamp();
        return true;
    }

    /// <summary>Records that a login succeeded.</summary>
    public void End() => _backoff = null;
}
