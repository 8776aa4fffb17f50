using GlusterDr.Activities.Sessions.Repair;
using GlusterDr.Durable;
using GlusterDr.Errors;
using GlusterDr.Gluster.Agent;
using GlusterDr.Orchestrations.Common;
using GlusterDr.Sessions.Diagnosis;
using GlusterDr.Sessions.Diagnosis.Causes;

namespace GlusterDr.Orchestrations.Sessions.Repair;

/// <summary>The steps of a diagnosis in their order: both sides, the live feed, content.</summary>
internal sealed class Diagnosing(OperationScope scope, RepairStep step)
{
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(1);

    /// <summary>A history crawl that takes longer has much to replicate, or is dead.</summary>
    private static readonly TimeSpan s_listens = TimeSpan.FromMinutes(1);

    /// <summary>How long to wait while operations are pending: then the feed is not dead.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(2);

    /// <summary>Makes the diagnosis.</summary>
    /// <param name="content">Which files are compared besides those of lost changelogs; null: none.</param>
    /// <param name="logSince">Log lines before this are ignored; null: only by age.</param>
    /// <param name="pass">Added to the names of the steps, to distinguish several diagnoses.</param>
    public async Task<SessionDiagnosis> RunAsync(ContentScope? content, DateTimeOffset? logSince = null, string pass = "")
    {
        SessionFacts facts = await scope.StepAsync<SessionFacts>($"check both sides{pass}", nameof(ReadSession), new ReadSession.Input(step, logSince));
        IReadOnlyList<LostChanges> lost = facts.HasUnlisted
            ? await scope.StepAsync<IReadOnlyList<LostChanges>>(
                $"find what changed in changelogs that no crawl reads{pass}", nameof(FindLostChanges), new FindLostChanges.Input(step, facts.ProvenAt ?? DateTimeOffset.UnixEpoch))
            : [];
        SessionDiagnosis.FeedTest? feed = null;
        if (facts.Runs)
        {
            (feed, facts) = await TryAsync(facts, "whether a test change arrives", () => TestFeedAsync(facts.FeedBound, pass));
        }

        string[] suspects = [.. lost.SelectMany(l => l.Files).Distinct(StringComparer.Ordinal)];
        ContentReport? report = null;
        if (content is not null || suspects.Length > 0)
        {
            DateTimeOffset? arrived = feed is { Passed: true } ? feed.Marker : facts.SyncedUntil;
            (report, facts) = await TryAsync(facts, "whether content is the same", () => CompareAsync(content, suspects, arrived, pass));
        }

        return TroubleFinder.Diagnose(facts, feed, report, lost);
    }

    /// <summary>Makes a test change, and waits whether the live feed replicates it.</summary>
    /// <remarks>Not before the worker reads the live feed: otherwise its history crawl would replicate the change, which proves nothing about the feed.</remarks>
    public async Task<SessionDiagnosis.FeedTest> TestFeedAsync(TimeSpan bound, string pass)
    {
        await WaitForLiveFeedAsync($"wait until the worker reads the live feed{pass}");
        DateTimeOffset marker = await scope.StepAsync<DateTimeOffset>($"make a test change at the primary{pass}", nameof(WriteTestChange), step);
        string name = $"wait until the test change arrives{pass}";
        return await scope.ShowAsync(name, async () =>
        {
            DateTime begun = scope.Context.CurrentUtcDateTime;
            while (true)
            {
                ReadFeed.Result feed = await scope.Context.StepAsync<ReadFeed.Result>(nameof(ReadFeed), new ReadFeed.Input(step, marker));
                scope.Note(name, feed.State);
                TimeSpan waited = scope.Context.CurrentUtcDateTime - begun;
                bool over = waited >= (feed.Pending > 0 || feed.IsCrawling ? s_patience : bound);
                if (feed.Passed || over)
                {
                    return new SessionDiagnosis.FeedTest(marker, feed.Passed, feed.Behind, waited, feed.Pending + (feed.IsCrawling ? 1 : 0));
                }

                await scope.Context.CreateTimer(s_pause, scope.Cancelled);
            }
        });
    }

    private Task<bool> WaitForLiveFeedAsync(string name) => scope.ShowAsync(name, async () =>
    {
        DateTime begun = scope.Context.CurrentUtcDateTime;
        while (true)
        {
            ReadFeed.Result feed = await scope.Context.StepAsync<ReadFeed.Result>(nameof(ReadFeed), new ReadFeed.Input(step, DateTimeOffset.MaxValue));
            if (feed.IsLive || scope.Context.CurrentUtcDateTime - begun > s_listens)
            {
                return feed.IsLive;
            }

            scope.Note(name, feed.State);
            await scope.Context.CreateTimer(s_pause, scope.Cancelled);
        }
    });

    /// <summary>Compares files, part by part.</summary>
    /// <param name="content">The files to compare; null: only the others.</param>
    /// <param name="others">Further files to compare.</param>
    /// <param name="arrived">What was written before this has arrived; null: not known.</param>
    /// <param name="pass">Added to the names of the steps.</param>
    public async Task<ContentReport> CompareAsync(ContentScope? content, IReadOnlyList<string> others, DateTimeOffset? arrived, string pass)
    {
        ListFiles.Result list = await scope.StepAsync<ListFiles.Result>($"list the files to compare{pass}", nameof(ListFiles), new ListFiles.Input(step, content, others));
        string name = $"compare content{pass}";
        int files = list.Parts.Sum(p => p.Count);
        return await scope.ShowAsync(name, async () =>
        {
            ContentReport report = list.Left;
            for (int i = 0; i < list.Parts.Count; i++)
            {
                scope.Cancelled.ThrowIfCancellationRequested();
                scope.Note(name, $"{report.Compared} of {files} files, {report.Bytes >> 20} of {list.Bytes.Sum() >> 20} MiB; {report.Differing} differ");
                report = report.Plus(await scope.Context.StepAsync<ContentReport>(
                    nameof(CompareFiles), new CompareFiles.Input(step, list.Parts[i], list.Bytes[i], arrived)));
            }

            return report;
        });
    }

    /// <summary>A step that fails is a gap of the diagnosis, and does not end it.</summary>
    private static async Task<(T? Found, SessionFacts Facts)> TryAsync<T>(SessionFacts facts, string what, Func<Task<T>> read)
        where T : class
    {
        try
        {
            return (await read(), facts);
        }
        catch (TaskFailedException e)
        {
            return (null, facts with { Gaps = [.. facts.Gaps, $"{what} could not be determined: {ErrorProperties.Read(e).Message}"] });
        }
    }
}
