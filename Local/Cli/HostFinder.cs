using GlusterDr.Api;
using GlusterDr.Api.Health;
using GlusterDr.Errors;
using GlusterDr.Local.Api;
using GlusterDr.Local.Cli.Server;
using GlusterDr.Local.Hosting;
using GlusterDr.Local.Store;

namespace GlusterDr.Local.Cli;

/// <summary>Finds the host of a data directory, or starts it in this process; or uses the server that the command line names.</summary>
/// <remarks>
/// <para>If the lock of the directory can be taken, no other host runs, whatever the endpoint file says. Otherwise the request goes to
/// the endpoint in that file.</para>
/// <para>A host can be starting or shutting down, or only answer one request. A request that fails for that reason is repeated for a
/// while, so a request must be safe to repeat.</para>
/// </remarks>
internal sealed class HostFinder(CommandContext context)
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan s_answer = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan s_serverPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(50);

    private readonly long _since = context.Environment.Time.GetTimestamp();

    /// <summary>Sends a request to the host that runs, or to one in this process.</summary>
    /// <param name="work">What a host in this process does.</param>
    /// <param name="ask">The request. It can be repeated, to another host.</param>
    /// <param name="giveUp">Ends the search for a host, but not a request in progress.</param>
    public async Task<T> WithHostAsync<T>(HostWork work, Func<HostSession, Task<T>> ask, CancellationToken giveUp)
    {
        if (context.Server is { } server)
        {
            return await AskAsync(server, ask, giveUp);
        }

        while (true)
        {
            await using HostSession session = await FindAsync(work, giveUp);
            try
            {
                return await ask(session);
            }
            catch (Exception e) when (session.Own is null && IsPassing(e))
            {
                ThrowIfTooLong("The host of this data directory has stopped, or is stopping and accepts no changes", e);
            }

            await PauseAsync(giveUp);
        }
    }

    /// <summary>Sends a request to the server. Repeats it only if the server has answered before, so a wrong address fails at once.</summary>
    private async Task<T> AskAsync<T>(ServerOptions server, Func<HostSession, Task<T>> ask, CancellationToken giveUp)
    {
        bool reached = false;
        long? failingSince = null;
        long? failedAt = null;
        while (true)
        {
            await using HostSession session = Of(server);
            try
            {
                return await ask(session);
            }
            catch (Exception e) when (ServerFailures.IsStarting(e) || (ServerFailures.IsAway(e) && (reached || session.Api.HasAnswered)))
            {
                reached |= session.Api.HasAnswered;
                failingSince = IsOlder(failedAt) ? null : failingSince;
                failedAt = context.Environment.Time.GetTimestamp();
                failingSince ??= failedAt;
                if (IsOlder(failingSince))
                {
                    throw;
                }
            }

            await Task.Delay(s_serverPause, context.Environment.Time, giveUp);
        }
    }

    private bool IsOlder(long? timestamp) => timestamp is { } at && context.Environment.Time.GetElapsedTime(at) > s_patience;

    /// <summary>The host that runs, or one in this process.</summary>
    private async Task<HostSession> FindAsync(HostWork work, CancellationToken cancellation)
    {
        while (true)
        {
            try
            {
                return Of(await LocalHost.StartAsync(context.HostOptions(work), cancellation));
            }
            catch (DataDirectoryInUseException inUse)
            {
                if (await TryReachAsync(cancellation) is { } session)
                {
                    return session;
                }

                ThrowIfTooLong($"{inUse.Message} Its API does not answer", inUse);
            }

            await PauseAsync(cancellation);
        }
    }

    /// <summary>A host in this process that keeps running. A host that runs now can be one that ends in a moment.</summary>
    public async Task<LocalHost> BecomeAsync(LocalHostOptions options, CancellationToken cancellation)
    {
        while (true)
        {
            try
            {
                return await LocalHost.StartAsync(options, cancellation);
            }
            catch (DataDirectoryInUseException inUse)
            {
                await using HostSession? other = await TryReachAsync(cancellation);
                if (other is not null && other.Work != HostWork.Answer)
                {
                    throw new HostUnavailableException(inUse.Message, inUse);
                }

                ThrowIfTooLong(inUse.Message.TrimEnd('.'), inUse);
            }

            await PauseAsync(cancellation);
        }
    }

    /// <summary>The host that runs; null: none answers.</summary>
    public async Task<HostSession?> TryReachAsync(CancellationToken cancellation)
    {
        if (context.Server is { } server)
        {
            return Of(server);
        }

        if (EndpointFile.Read(context.DataDirectory) is not { } endpoint)
        {
            return null;
        }

        ApiClient api = new(endpoint);
        using CancellationTokenSource soon = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        soon.CancelAfter(s_answer);
        try
        {
            HealthReport health = await api.GetHealthAsync(soon.Token);
            return new HostSession(api, null, health.Work);
        }
        catch (Exception e) when (e is HttpRequestException or ApiException || (e is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            api.Dispose();
            return null;
        }
    }

    /// <summary>Whether the request can succeed at another host, or at the same one in a moment.</summary>
    /// <remarks>A full disk is reported at once, because it does not pass in that time. A store that is closed because its host ends has no advice.</remarks>
    public static bool IsPassing(Exception e) =>
        e is HttpRequestException or ApiException { Problem.Status: 401 or 503 }
        && e is not ApiException { Error: { Code: ErrorCodes.StoreUnavailable, Advice: not null } };

    /// <summary>Waits a little, unless the time is used up.</summary>
    public void ThrowIfTooLong(string why, Exception cause)
    {
        if (context.Environment.Time.GetElapsedTime(_since) > s_patience)
        {
            throw new HostUnavailableException($"{why}; gave up after {s_patience.TotalSeconds:0} s.", cause);
        }
    }

    public Task PauseAsync(CancellationToken cancellation) => Task.Delay(s_pause, context.Environment.Time, cancellation);

    private static HostSession Of(ServerOptions server) => new(server.Connect(), null, HostWork.Serve);

    private static HostSession Of(LocalHost host) => new(new ApiClient(host.Endpoint), host, host.Work);
}
