using GlusterDr.Durable;
using GlusterDr.Gluster.Cli;
using GlusterDr.Gluster.GeoReplication;
using GlusterDr.Gluster.Volumes;
using GlusterDr.Replication;

namespace GlusterDr.Activities.Sessions.Repair;

/// <summary>Looks whether a mark has arrived.</summary>
public sealed class LookAtFeed(SessionAccess access, GlusterClient gluster) : Activity<FeedQuestion, FeedLook>
{
    private const string LiveFeed = "Changelog Crawl";
    private const string VolumeCrawl = "Hybrid Crawl";

    /// <inheritdoc/>
    public override async Task<FeedLook> RunAsync(ActivityContext context, FeedQuestion input)
    {
        CancellationToken cancellation = context.CancellationToken;
        GeoRepSession session = input.Step.Address.Session;
        GlusterPool pool = await access.PrimaryAsync(input.Step, cancellation);
        GeoRepStatus status = await gluster.GetSessionStatusAsync(pool, session, cancellation);
        MarkerVerdict marker = MarkerEvaluator.EvaluateFeed(status, await gluster.GetVolumeAsync(pool, session.PrimaryVolume, cancellation), input.Marker);
        GeoRepWorker[] active = [.. status.Workers.Where(w => w.State == GeoRepWorkerState.Active)];
        string states = string.Join(", ", status.Workers.GroupBy(w => w.State).OrderBy(g => g.Key).Select(g => $"{g.Count()} {g.Key}"));
        return new FeedLook(
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
