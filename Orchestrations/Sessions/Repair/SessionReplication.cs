using GlusterDr.Activities.Sessions.Repair;
using GlusterDr.Durable;
using GlusterDr.Errors;
using GlusterDr.Orchestrations.Common;
using GlusterDr.Sessions.Diagnosis;

namespace GlusterDr.Orchestrations.Sessions.Repair;

/// <summary>Starts a session so that it replicates all earlier changes, and waits until they have arrived.</summary>
internal sealed class SessionReplication(OperationScope scope, RepairStep step, TimeSpan bound)
{
    private const int MostRestarts = 6;
    private static readonly Backoff s_backoff = new(TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(10), Factor: 1.25);

    /// <summary>A session that is Faulty or has no Active worker for this time does not recover by itself.</summary>
    private static readonly TimeSpan s_grace = TimeSpan.FromMinutes(3);

    /// <summary>Added to the rollover time, which bricks keep to about a second.</summary>
    private static readonly TimeSpan s_slack = TimeSpan.FromSeconds(1.5);

    private TimeSpan _feedBound = TimeSpan.FromSeconds(30);
    private int _starts;

    /// <summary>Makes a test change at the primary, for the live feed.</summary>
    public Task<DateTimeOffset> WriteTestChangeAsync(string pass) => scope.StepAsync<DateTimeOffset>($"make a test change at the primary{pass}", nameof(WriteTestChange), step);

    /// <summary>Makes a test change, waits until its changelog has rolled over, and starts the session: the history crawl then replicates it.</summary>
    public async Task<DateTimeOffset> StartAsync(string pass)
    {
        SessionFacts facts = await scope.StepAsync<SessionFacts>($"read the session's options{pass}", nameof(ReadSession), new ReadSession.Input(step, null));
        _feedBound = facts.FeedBound;
        DateTimeOffset marker = await WriteTestChangeAsync(pass);
        await RollOverAsync(TimeSpan.FromSeconds(facts.RolloverSeconds) + s_slack, pass);
        await scope.StepAsync<bool>($"start the session{pass}", nameof(StartAfterRepair), step);
        return marker;
    }

    /// <summary>
    /// Waits until the test change has arrived. If the session makes no progress before that, a new test change shows whether its live
    /// feed works; if that does not arrive either, the session is restarted. The content is compared afterwards.
    /// </summary>
    public Task ArriveAsync(DateTimeOffset marker, string pass)
    {
        string name = $"wait until all has arrived{pass}";
        return scope.ShowAsync(name, async () =>
        {
            DateTime begun = scope.Context.CurrentUtcDateTime;
            (DateTime stillSince, DateTime healthyAt, ReadFeed.Result? before, bool isFresh) = (begun, begun, null, false);
            for (Backoff backoff = s_backoff; ; backoff = backoff.Next)
            {
                ReadFeed.Result feed = await scope.Context.StepAsync<ReadFeed.Result>(nameof(ReadFeed), new ReadFeed.Input(step, marker));
                scope.Note(name, feed.State);
                if (feed.Passed)
                {
                    return true;
                }

                DateTime now = scope.Context.CurrentUtcDateTime;
                bool still = feed is { IsActive: true, Pending: 0, IsCrawling: false } && feed.LastSynced == before?.LastSynced;
                stillSince = still ? stillSince : now;
                healthyAt = feed.IsActive ? now : healthyAt;
                ThrowIfStuck(feed, now - begun, now - healthyAt);
                if (now - stillSince > _feedBound)
                {
                    marker = isFresh ? marker : await scope.Context.StepAsync<DateTimeOffset>(nameof(WriteTestChange), step);
                    if (isFresh)
                    {
                        await RestartAsync(feed);
                    }

                    isFresh = !isFresh;
                    stillSince = healthyAt = scope.Context.CurrentUtcDateTime;
                }

                before = feed;
                await scope.Context.CreateTimer(backoff.Pause, scope.Cancelled);
            }
        });
    }

    /// <summary>Verifies that the live feed replicates a new test change; otherwise restarts the session. Returns the number of restarts.</summary>
    public async Task<int> EnsureLiveFeedAsync(Diagnosing diagnosing, string round)
    {
        int before = _starts;
        for (int attempt = 1; ; attempt++)
        {
            string pass = attempt == 1 ? $" for the live feed{round}" : $" for the live feed{round}, attempt {attempt}";
            SessionDiagnosis.FeedTest proof = await diagnosing.TestFeedAsync(_feedBound, pass);
            if (proof.Passed)
            {
                return _starts - before;
            }

            if (proof.Pending == 0)
            {
                await RestartAsync(new ReadFeed.Result(false, 0, null, string.Join("; ", proof.Behind)));
                await ArriveAsync(proof.Marker, pass);
            }
            else if (attempt >= MostRestarts)
            {
                return _starts - before;
            }
        }
    }

    private async Task RestartAsync(ReadFeed.Result feed)
    {
        if (++_starts > MostRestarts)
        {
            throw new DrException(new Error(
                ErrorCodes.SessionFeedDead, ErrorClass.Transient, $"The session is Active, but receives no changes after {MostRestarts} restarts: {feed.State}.", step.Address.ToString(),
                Advice: "Gluster sometimes does not deliver changes to gsyncd after a start (a race condition in its changelog). Repair again, or restart the primary's bricks one by one while nothing is written.")
            {
                Actions = [AdvisedAction.OnSession(AdviceCodes.RepairSession, step.Address)],
            });
        }

        await scope.Context.StepAsync<bool>(nameof(StopForRepair), step);
        await scope.Context.StepAsync<bool>(nameof(StartAfterRepair), step);
    }

    private async Task RollOverAsync(TimeSpan most, string pass) => await scope.ShowAsync($"wait until the changelogs have rolled over{pass}", async () =>
    {
        using CancellationTokenSource lost = CancellationTokenSource.CreateLinkedTokenSource(scope.Cancelled);
        Task timer = scope.Context.CreateTimer(most, lost.Token);
        Task<bool> seen = scope.Context.StepAsync<bool>(nameof(AwaitBrickRollover), new AwaitBrickRollover.Input(step, most));
        await Task.WhenAny(seen, timer);
        if (seen.IsCompletedSuccessfully && await seen)
        {
            lost.CancelInPlace();
            return true;
        }

        await timer;
        return true;
    });

    private void ThrowIfStuck(ReadFeed.Result feed, TimeSpan waited, TimeSpan unhealthy)
    {
        if (unhealthy > s_grace)
        {
            throw new DrException(new Error(
                ErrorCodes.SessionFaulty, ErrorClass.Transient, $"The session has replicated nothing for {unhealthy.TotalSeconds:0} s: {feed.State}.", step.Address.ToString(),
                Advice: "Find the cause with a diagnosis of the session.")
            {
                Actions = [AdvisedAction.OnSession(AdviceCodes.DiagnoseSession, step.Address)],
            });
        }

        if (waited > bound)
        {
            throw new DrException(new Error(
                ErrorCodes.CheckpointTimeout, ErrorClass.Transient, $"Not all had arrived after {bound}: {feed.State}; {string.Join("; ", feed.Behind)}.", step.Address.ToString(),
                Advice: "What has arrived stays. If much must be replicated, let the session run until it has caught up, then repair it again.")
            {
                Actions = [AdvisedAction.OnSession(AdviceCodes.ShowSession, step.Address), AdvisedAction.OnSession(AdviceCodes.RepairSession, step.Address)],
            });
        }
    }
}
