namespace GlusterDr.Simulators;

/// <summary>The logs of a session: gsyncd's at the primary, of all nodes together, and the one at the secondary.</summary>
internal sealed class SessionLog(string host)
{
    private const int Kept = 400;
    private const string Ssh = "ssh -oPasswordAuthentication=no -oStrictHostKeyChecking=no -i /var/lib/glusterd/geo-replication/secret.pem -p 22";
    private readonly Queue<string> _primary = new();
    private readonly Queue<string> _secondary = new();

    public IReadOnlyList<string> Lines => [.. _primary];

    public IReadOnlyList<string> SecondaryLines => [.. _secondary];

    public void Monitor(string status, DateTimeOffset now) =>
        Info(now, "subcmds(monitor-status):29:subcmd_monitor_status] <top>", $"Monitor Status Change [{{status={status}}}]");

    public void Active(SimulatedBrick brick, DateTimeOffset now) =>
        Info(now, $"gsyncdstatus(worker {brick.Path}):280:set_active] GeorepStatus", "Worker Status Change [{status=Active}]");

    public void CheckpointCompleted(SimulatedBrick brick, long checkpoint, DateTimeOffset now)
    {
        string times = $"[{{checkpoint_time={WorkerStatus.Utc(checkpoint)}}}, {{completion_time={WorkerStatus.Utc(now.ToUnixTimeSeconds())}}}]";
        Info(now, $"gsyncdstatus(worker {brick.Path}):234:merger] GeorepStatus", $"Checkpoint completed {times}");
    }

    public void Died(SessionFault fault, SimulatedBrick brick, DateTimeOffset now)
    {
        switch (fault)
        {
            case SessionFault.NoConnection:
                Error(now, "syncdutils(monitor):845:errlog] Popen", $"command returned error [{{cmd={Ssh} {host} /usr/sbin/gluster --xml --remote-host=localhost volume info}}, {{error=255}}]");
                Error(now, "syncdutils(monitor):851:logerr] Popen", $"ssh> ssh: connect to host {host} port 22: Connection timed out");
                break;
            case SessionFault.Full:
                Info(now, $"primary(worker {brick.Path}):2009:syncjob] Syncer", "Sync Time Taken [{job=2}, {num_files=16}, {return_code=11}, {duration=0.7744}]");
                Error(now, $"syncdutils(worker {brick.Path}):845:errlog] Popen", $"command returned error [{{cmd=rsync -aR0 --inplace --files-from=- --super --stats --numeric-ids --no-implied-dirs --existing --xattrs --acls --ignore-missing-args . -e {Ssh} {host}:/proc/3595/cwd}}, {{error=11}}]");
                break;
            default:
                Error(now, $"syncdutils(worker {brick.Path}):325:log_raise_exception] <top>", "connection to peer is broken");
                Error(now, $"syncdutils(worker {brick.Path}):845:errlog] Popen", $"command returned error [{{cmd={Ssh} {host} /nonexistent/gsyncd secondary}}, {{error=1}}]");
                break;
        }

        if (fault == SessionFault.VolumeStopped)
        {
            Add(_secondary, now, 'E', $"syncdutils(secondary {brick.Node.Name}{brick.Path}):345:log_raise_exception] <top>", "Gluster Mount process exited [{error=ENOTCONN}]");
        }

        Info(now, "gsyncdstatus(monitor):247:set_worker_status] GeorepStatus", "Worker Status Change [{status=Faulty}]");
    }

    private void Info(DateTimeOffset now, string place, string text) => Add(_primary, now, 'I', place, text);

    private void Error(DateTimeOffset now, string place, string text) => Add(_primary, now, 'E', place, text);

    private static void Add(Queue<string> lines, DateTimeOffset now, char level, string place, string text)
    {
        lines.Enqueue($"[{now.UtcDateTime:yyyy-MM-dd HH:mm:ss.ffffff}] {level} [{place}: {text}");
        if (lines.Count > Kept)
        {
            lines.Dequeue();
        }
    }
}
