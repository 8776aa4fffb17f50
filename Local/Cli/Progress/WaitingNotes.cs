using GlusterDr.Errors;
using GlusterDr.Local.Api;

namespace GlusterDr.Local.Cli.Progress;

/// <summary>
/// Tells, while something is followed, what its host waits for: a full disk stops all progress, and the stored progress cannot say so.
/// </summary>
internal sealed class WaitingNotes : IAsyncDisposable
{
    /// <summary>How often the host is asked.</summary>
    public static readonly TimeSpan Period = TimeSpan.FromSeconds(3);

    private readonly CancellationTokenSource _over = new();
    private readonly ApiClient _api;
    private readonly TimeProvider _time;
    private readonly Action<string> _say;
    private readonly Task _asking;

    /// <summary>Begins to ask.</summary>
    public WaitingNotes(ApiClient api, TimeProvider time, Action<string> say)
    {
        (_api, _time, _say) = (api, time, say);
        _asking = AskAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync();
        await _asking;
        _over.Dispose();
    }

    private async Task AskAsync()
    {
        Error? before = null;
        try
        {
            while (true)
            {
                await Task.Delay(Period, _time, _over.Token);
                Error? now = await WaitingAsync();
                if (now is not null && now != before)
                {
                    _say(now.ToString());
                }
                else if (now is null && before is not null)
                {
                    _say("The database can be written again: continuing.");
                }

                before = now;
            }
        }
        catch (OperationCanceledException)
        {
            // What was followed is over.
        }
    }

    private async Task<Error?> WaitingAsync()
    {
        try
        {
            return (await _api.GetHealthAsync(_over.Token)).Waiting;
        }
        catch (Exception e) when (e is HttpRequestException or ApiException)
        {
            // Whoever follows tells that the host is away.
            return null;
        }
    }
}
