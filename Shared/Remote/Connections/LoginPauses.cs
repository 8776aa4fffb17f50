namespace GlusterDr.Remote.Connections;

/// <summary>
/// The waits before the next login at a host that refuses logins because it has too many (sshd's <c>MaxStartups</c>). Each wait is
/// longer, and the total is limited. Not thread-safe.
/// </summary>
internal sealed class LoginPauses(TimeSpan bound, TimeProvider time)
{
    private static readonly TimeSpan s_first = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_longest = TimeSpan.FromSeconds(15);

    private TimeSpan _pause = TimeSpan.Zero;
    private long _since;
    private long _begun;

    /// <summary>What is left of the pause.</summary>
    public TimeSpan Left
    {
        get
        {
            TimeSpan left = _pause == TimeSpan.Zero ? TimeSpan.Zero : _pause - time.GetElapsedTime(_begun);
            return left > TimeSpan.Zero ? left : TimeSpan.Zero;
        }
    }

    /// <summary>Begins the next pause. False: the host has refused all logins for longer than the limit.</summary>
    public bool Lengthen()
    {
        if (_pause == TimeSpan.Zero)
        {
            _since = time.GetTimestamp();
            _pause = s_first;
        }
        else if (time.GetElapsedTime(_since) >= bound)
        {
            End();
            return false;
        }
        else
        {
            _pause = _pause * 2 < s_longest ? _pause * 2 : s_longest;
        }

        _begun = time.GetTimestamp();
        return true;
    }

    /// <summary>Records that a login succeeded.</summary>
    public void End() => _pause = TimeSpan.Zero;
}
