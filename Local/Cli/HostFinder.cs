using GlusterDr.Api;
using GlusterDr.Api.Health;
using GlusterDr.Errors;
using GlusterDr.Local.Api;
using GlusterDr.Local.Cli.Server;
using GlusterDr.Local.Hosting;
using GlusterDr.Local.Store;

namespace GlusterDr.Local.Cli;

/// <summary>Finds the host of a data directory, or becomes it; or goes to the server that the command line names.</summary>
/// <remarks>
/// <para>Who can take the directory's lock is alone, whatever an endpoint file says. Who cannot asks the endpoint in that
/// file.</para>
/// <para>A host may just be starting or ending, or answer one question and go: what fails for that is tried again for a
/// while. So a question must bear to be asked twice.</para>
/// </remarks>
internal sealed class HostFinder(CommandContext context)
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan s_answer = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan s_serverPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(50);

    private readonly long _since = context.Environment.Time.GetTimestamp();

    /// <summary>Asks the host that is up, or one in this process.</summary>
    /// <param name="work">What one in this process does.</param>
    /// <param name="ask">The question. It may be asked again, of another host.</param>
    /// <param name="giveUp">Ends the looking for a host, never a question that is under way.</param>
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

    /// <summary>Asks another host, again where it went away after it had answered once: a wrong address is told at once.</summary>
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

    /// <summary>The host that is up, or one in this process.</summary>
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

    /// <summary>A host in this process that stays; the one that is up may only be one that ends by itself in a moment.</summary>
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

    /// <summary>The host that is up; null: none answers.</summary>
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

    /// <summary>Whether another host, or the same in a moment, may answer better.</summary>
    /// <remarks>A full disk does not pass within that while: whoever asks is told. A store that is closed, for its host ends, gives no advice.</remarks>
    public static bool IsPassing(Exception e) =>
        e is HttpRequestException or ApiException { Problem.Status: 401 or 503 }
        && e is not ApiException { Error: { Code: ErrorCodes.StoreUnavailable, Advice: not null } };

    /// <summary>Waits a little, unless the patience is used up.</summary>
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
