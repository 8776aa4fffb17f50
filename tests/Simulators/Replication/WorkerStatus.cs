namespace GlusterDr.Simulators;

/// <summary>The status file of a worker, with the rules by which gsyncd writes and reads it.</summary>
internal sealed class WorkerStatus
{
    private long _checkpoint;
    private long _completedAt;
    private bool _completed;

    public string Crawl { get; set; } = "N/A";

    public long LastSynced { get; private set; }

    public int Entry { get; set; }

    public int Data { get; set; }

    public int Meta { get; set; }

    public int Failures { get; set; }

    /// <summary>A batch has ended: sets the synced time, and the checkpoint as complete if it is reached.</summary>
    public bool Synced(long stime, long checkpoint, DateTimeOffset now)
    {
        LastSynced = stime;
        if (checkpoint == 0 || checkpoint != _checkpoint)
        {
            (_checkpoint, _completedAt, _completed) = (0, 0, false);
        }

        if (checkpoint <= 0 || checkpoint > stime || _completed)
        {
            return false;
        }

        (_checkpoint, _completedAt, _completed) = (checkpoint, now.ToUnixTimeSeconds(), true);
        return true;
    }

    public void WorkerStarts()
    {
        Crawl = "N/A";
        (Entry, Data, Meta) = (0, 0, 0);
    }

    /// <summary>The status of this checkpoint: its time, whether it is complete, and the time of completion.</summary>
    public (string Time, string Completed, string CompletedAt) Checkpoint(long checkpoint)
    {
        if (checkpoint == 0)
        {
            return ("N/A", "N/A", "N/A");
        }

        if (checkpoint == _checkpoint)
        {
            return (Utc(checkpoint), _completed ? "Yes" : "No", Utc(_completedAt));
        }

        return checkpoint <= LastSynced
            ? (Utc(checkpoint), "Yes", Utc(LastSynced))
            : (Utc(checkpoint), "No", "N/A");
    }

    public static string Utc(long seconds) =>
        seconds == 0 ? "N/A" : DateTimeOffset.FromUnixTimeSeconds(seconds).UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss");
}
