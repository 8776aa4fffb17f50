using GlusterDr.Errors;
using GlusterDr.Local.Api;

namespace GlusterDr.Local.Cli.Progress;

/// <summary>
/// While a run or operation is followed, prints what its host waits for: a full disk stops all progress, also the stored progress.
/// </summary>
internal sealed class WaitingNotes : IAsyncDisposable
{
    /// <summary>How often the health of the host is read.</summary>
    public static readonly TimeSpan Period = TimeSpan.FromSeconds(3);

    private readonly CancellationTokenSource _over = new();
    private readonly ApiClient _api;
    private readonly TimeProvider _time;
    private readonly Action<string> _say;
    private readonly Task _asking;

    /// <summary>Starts to read it.</summary>
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
            // The run or operation has ended.
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
            // The follower reports that the host does not answer.
            return null;
        }
    }
}
