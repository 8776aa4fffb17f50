using System.Runtime.CompilerServices;
using System.Text.Json;
using GlusterDr.Api.Runs;
using GlusterDr.Local.Api;

namespace GlusterDr.Local.Cli.Server;

/// <summary>Follows a run at a server whose front end ends long answers: repeats the request, and shows only what is new.</summary>
/// <remarks>Azure's load balancer ends an answer after 230 seconds without a byte.</remarks>
internal sealed class ServerFollower(ApiClient api, TimeProvider time)
{
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(3);

    /// <summary>The run as it changes, until it has ended.</summary>
    /// <exception cref="HttpRequestException">The server was away for three minutes.</exception>
    /// <exception cref="ApiException">It does not let us in any more, say.</exception>
    public async IAsyncEnumerable<RunCatalog.Update> FollowAsync(string run, [EnumeratorCancellation] CancellationToken cancellation)
    {
        string? shown = null;
        long? awaySince = null;
        while (true)
        {
            await using IAsyncEnumerator<RunCatalog.Update> updates = api.FollowRunAsync(run, cancellation).GetAsyncEnumerator(cancellation);
            while (await NextAsync(updates, awaySince) is { } more)
            {
                if (!more)
                {
                    yield break;
                }

                awaySince = null;
                string text = JsonSerializer.Serialize(updates.Current, DrJson.Options);
                if (text != shown)
                {
                    shown = text;
                    yield return updates.Current;
                }
            }

            awaySince ??= time.GetTimestamp();
            await Task.Delay(s_pause, time, cancellation);
        }
    }

    /// <summary>Whether there is another event; null: the stream broke, and the request can be repeated.</summary>
    private async Task<bool?> NextAsync(IAsyncEnumerator<RunCatalog.Update> updates, long? awaySince)
    {
        try
        {
            return await updates.MoveNextAsync();
        }
        catch (Exception e) when (ServerFailures.IsPassing(e) && !(awaySince is { } since && time.GetElapsedTime(since) > s_patience))
        {
            return null;
        }
    }
}
