using System.Text;

namespace GlusterDr.Remote;

/// <summary>
/// Reads from ssh's messages how far a login has come. A host that does not accept the TCP connection is down, and one that
/// has accepted it may only be slow.
/// </summary>
internal sealed class LoginProgress : IDisposable
{
    private const string Connecting = "debug1: Connecting to ";
    private const string Connected = "debug1: Connection established";

    private readonly CancellationTokenSource _refused = new();
    private readonly ITimer _timer;
    private readonly TimeSpan _bound;
    private readonly StringBuilder _line = new();

    /// <param name="bound">The time limit for the TCP connection to each of the host's addresses.</param>
    /// <param name="time">The clock.</param>
    public LoginProgress(TimeSpan bound, TimeProvider time)
    {
        _bound = bound;
        _timer = time.CreateTimer(_ => _refused.Cancel(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Cancelled when no TCP connection was made within the time limit.</summary>
    public CancellationToken Unanswered => _refused.Token;

    /// <summary>Processes ssh's output on standard error, which may arrive in partial lines.</summary>
    public void Add(ReadOnlySpan<byte> printed)
    {
        foreach (char c in Encoding.UTF8.GetString(printed))
        {
            if (c is '\n' or '\r')
            {
                Read(_line.ToString());
                _line.Clear();
            }
            else
            {
                _line.Append(c);
            }
        }
    }

    public void Dispose()
    {
        _timer.Dispose();
        _refused.Dispose();
    }

    private void Read(string line)
    {
        if (line.StartsWith(Connecting, StringComparison.Ordinal))
        {
            _timer.Change(_bound, Timeout.InfiniteTimeSpan);
        }
        else if (line.StartsWith(Connected, StringComparison.Ordinal))
        {
            _timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }
}
