using GlusterDr.Durable;
using GlusterDr.Gluster.Cli;
using GlusterDr.Gluster.GeoReplication;
using GlusterDr.Gluster.Volumes;
using GlusterDr.Replication;

namespace GlusterDr.Activities.Sessions.Repair;

/// <summary>Reads whether a test change has arrived.</summary>
public sealed class ReadFeed(SessionAccess access, GlusterClient gluster) : Activity<ReadFeed.Input, ReadFeed.Result>
{
    /// <summary>The input.</summary>
    /// <param name="Step">The session.</param>
    /// <param name="Marker">When the test change was made.</param>
    public sealed record Input(RepairStep Step, DateTimeOffset Marker);

    /// <summary>The status of a session that replicates.</summary>
    /// <param name="Passed">Every subvolume has synced past the test change.</param>
    /// <param name="Pending">The number of pending operations.</param>
    /// <param name="LastSynced">The earliest sync time of the Active workers.</param>
    /// <param name="State">The states of the workers, in words.</param>
    public sealed record Result(bool Passed, long Pending, DateTimeOffset? LastSynced, string State)
    {
        /// <summary>The subvolumes that have not, each with its sync time.</summary>
        public IReadOnlyList<string> Behind { get; init; } = [];

        /// <summary>Whether a worker is Active.</summary>
        public bool IsActive { get; init; }

        /// <summary>Whether every Active worker reads the live feed by now.</summary>
        public bool IsLive { get; init; }

        /// <summary>Whether the whole volume is being crawled: until the end of it the sync time does not change.</summary>
        public bool IsCrawling { get; init; }
    }

    private const string LiveFeed = "Changelog Crawl";
    private const string VolumeCrawl = "Hybrid Crawl";

    /// <inheritdoc/>
    public override async Task<Result> RunAsync(ActivityContext context, Input input)
    {
        CancellationToken cancellation = context.CancellationToken;
        GeoRepSession session = input.Step.Address.Session;
        GlusterPool pool = await access.PrimaryAsync(input.Step, cancellation);
        GeoRepStatus status = await gluster.GetSessionStatusAsync(pool, session, cancellation);
        MarkerEvaluator.Verdict marker = MarkerEvaluator.EvaluateFeed(status, await gluster.GetVolumeAsync(pool, session.PrimaryVolume, cancellation), input.Marker);
        GeoRepWorker[] active = [.. status.Workers.Where(w => w.State == GeoRepWorkerState.Active)];
        string states = string.Join(", ", status.Workers.GroupBy(w => w.State).OrderBy(g => g.Key).Select(g => $"{g.Count()} {g.Key}"));
        return new Result(
            marker.Passed,
            active.Sum(w => (w.Entry ?? 0) + (w.Data ?? 0) + (w.Meta ?? 0)),
            active.Min(w => w.LastSynced),
            $"{states}{string.Concat(active.Select(w => w.CrawlStatus).OfType<string>().Distinct().Select(c => $"; {c}"))}")
        {
            Behind = marker.Behind,
            IsActive = active.Length > 0,
            IsLive = active.Length > 0 && active.All(w => w.CrawlStatus == LiveFeed),
            IsCrawling = active.Any(w => w.CrawlStatus == VolumeCrawl),
        };
    }
}
