namespace GlusterDr.Simulators;

/// <summary>What gsyncd writes to a session's log.</summary>
internal sealed class SessionLog
{
    private const int Kept = 400;
    private readonly Queue<string> _lines = new();

    public IReadOnlyList<string> Lines => [.. _lines];

    public void Monitor(string status, DateTimeOffset now) =>
        Add(now, 'I', "subcmds(monitor-status):29:subcmd_monitor_status", "<top>", $"Monitor Status Change [{{status={status}}}]");

    public void Active(SimulatedBrick brick, DateTimeOffset now) =>
        Add(now, 'I', $"gsyncdstatus(worker {brick.Path}):280:set_active", "GeorepStatus", "Worker Status Change [{status=Active}]");

    public void CheckpointCompleted(SimulatedBrick brick, long checkpoint, DateTimeOffset now)
    {
        string times = $"[{{checkpoint_time={WorkerStatus.Utc(checkpoint)}}}, {{completion_time={WorkerStatus.Utc(now.ToUnixTimeSeconds())}}}]";
        Add(now, 'I', $"gsyncdstatus(worker {brick.Path}):234:merger", "GeorepStatus", $"Checkpoint completed {times}");
    }

    public void Error(string text, SimulatedBrick brick, DateTimeOffset now)
    {
        Add(now, 'E', $"syncdutils(worker {brick.Path}):325:log_raise_exception", "<top>", text);
        Add(now, 'I', "gsyncdstatus(monitor):247:set_worker_status", "GeorepStatus", "Worker Status Change [{status=Faulty}]");
    }

    private void Add(DateTimeOffset now, char level, string place, string who, string text)
    {
        _lines.Enqueue($"[{now.UtcDateTime:yyyy-MM-dd HH:mm:ss.ffffff}] {level} [{place}] {who}: {text}");
        if (_lines.Count > Kept)
        {
            _lines.Dequeue();
        }
    }
}
