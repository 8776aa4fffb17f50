namespace GlusterDr.Remote.Connections;

/// <summary>
/// How many commands may be starting at once on one host: what a start costs is the login shell with all that it reads, and a host
/// with few processors is no faster when fifty of them compete. One more a round while starts are quick, a third less when they
/// take several times as long as the quickest, half when the host refuses a login: additive increase and multiplicative decrease,
/// as in TCP. Commands that have started do not count, so that those that wait for each other always get on. Not thread-safe.
/// </summary>
internal sealed class StartLimit(int most)
{
    private const int First = 8;
    private const int Least = 2;
    private const double Slower = 0.67;
    private const double Refusing = 0.5;

    // A start that takes this many times as long as the quickest one waits for the others.
    private const int Slow = 4;

    // The quickest start is forgotten at this pace for each that follows: the host may have become slower for good.
    private const double Ageing = 1.02;

    // Below this nothing is gained by starting fewer.
    private static readonly TimeSpan s_quick = TimeSpan.FromMilliseconds(500);

    private double _limit = Math.Min(First, most);
    private TimeSpan _quickest = TimeSpan.MaxValue;
    private TimeSpan _lowered = TimeSpan.MinValue;

    /// <summary>The limit now.</summary>
    public int Value => (int)_limit;

    /// <summary>Learns how long a start took.</summary>
    /// <param name="begun">When it began.</param>
    /// <param name="now">When the login shell answered.</param>
    /// <param name="atOnce">How many were starting then, this one included.</param>
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

    /// <summary>Learns that the host refused a login.</summary>
    public void Refused(TimeSpan begun, TimeSpan now) => Lower(begun, now, Refusing);

    // Once a round: what began before the last change says nothing about it.
    private void Lower(TimeSpan begun, TimeSpan now, double factor)
    {
        if (begun >= _lowered)
        {
            _limit = Math.Max(Math.Min(Least, most), _limit * factor);
            _lowered = now;
        }
    }
}
