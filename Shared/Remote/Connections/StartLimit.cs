namespace GlusterDr.Remote.Connections;

/// <summary>
/// Limits how many commands start at the same time on one host. The cost of a start is the login shell with everything it reads, and a
/// host with few processors is no faster if fifty of them compete. The limit grows by one per round while starts are fast, shrinks by a
/// third when they take several times as long as the fastest, and halves when the host refuses a login: additive increase and
/// multiplicative decrease, as in TCP. Running commands do not count, so that commands that wait for each other never block. Not thread-safe.
/// </summary>
internal sealed class StartLimit(int most)
{
    private const int First = 8;
    private const int Least = 2;
    private const double Slower = 0.67;
    private const double Refusing = 0.5;

    // A start that takes this many times as long as the fastest one is waiting for the others.
    private const int Slow = 4;

    // The fastest time grows by this factor with each start, because the host may have become permanently slower.
    private const double Ageing = 1.02;

    // Below this, starting fewer at once has no benefit.
    private static readonly TimeSpan s_quick = TimeSpan.FromMilliseconds(500);

    private double _limit = Math.Min(First, most);
    private TimeSpan _quickest = TimeSpan.MaxValue;
    private TimeSpan _lowered = TimeSpan.MinValue;

    /// <summary>The current limit.</summary>
    public int Value => (int)_limit;

    /// <summary>Records how long a start took.</summary>
    /// <param name="begun">When it began.</param>
    /// <param name="now">When the login shell answered.</param>
    /// <param name="atOnce">How many were starting then, including this one.</param>
    public void Started(TimeSpan begun, TimeSpan now, int atOnce)
    {
        TimeSpan took = now - begun;
        _quickest = _quickest == TimeSpan.MaxValue || took < _quickest ? took : _quickest * Ageing;
        if (took > s_quick && took > _quickest * Slow)
        {
            Lower(begun, now, Slower);
        }
        else if (atOnce * 2 >= Value)
        {
            _limit = Math.Min(most, _limit + (1 / _limit));
        }
    }

    /// <summary>Records that the host refused a login.</summary>
    public void Refused(TimeSpan begun, TimeSpan now) => Lower(begun, now, Refusing);

    // Once per round: a start that began before the last change says nothing about the new limit.
    private void Lower(TimeSpan begun, TimeSpan now, double factor)
    {
        if (begun >= _lowered)
        {
            _limit = Math.Max(Math.Min(Least, most), _limit * factor);
            _lowered = now;
        }
    }
}
