namespace GlusterDr.Simulators;

/// <summary>A geo-replication session.</summary>
public sealed partial class SimulatedSession
{
    private DateTimeOffset _pausedAt;

    internal SimulatedSession(SimulatedVolume primary, SimulatedVolume secondary, string secondaryUrl)
    {
        Primary = primary;
        Secondary = secondary;
        SecondaryUrl = secondaryUrl;
        Config = new SessionConfig(primary.Name, secondaryUrl);
        Log = new SessionLog(secondaryUrl[(secondaryUrl.IndexOf('@', StringComparison.Ordinal) + 1)..].Split("::")[0]);
        Replicators = [.. primary.Subvolumes.Select(s => new SubvolumeReplicator(this, s))];
    }

    /// <summary>The volume that is replicated.</summary>
    public SimulatedVolume Primary { get; }

    /// <summary>The volume that it is replicated to.</summary>
    public SimulatedVolume Secondary { get; }

    /// <summary>The secondary as the command line names it.</summary>
    public string SecondaryUrl { get; }

    /// <summary>Its configuration.</summary>
    public SessionConfig Config { get; }

    /// <summary>The state of its monitor.</summary>
    public SessionState State { get; private set; } = SessionState.Created;

    /// <summary>The lines of its gsyncd.log, of all primary nodes together. The oldest are dropped.</summary>
    public IReadOnlyList<string> LogLines => World.Change(() => Log.Lines);

    /// <summary>Whether it replicates nothing now, and will not start by itself.</summary>
    public bool IsStill => State is not SessionState.Started;

    /// <summary>Whether it uses the keys of <see cref="NodeAccess"/>. Otherwise it needs no keys.</summary>
    internal bool NeedsKeys { get; init; }

    internal IReadOnlyList<SubvolumeReplicator> Replicators { get; }

    internal SessionLog Log { get; }

    internal SimulatedWorld World => Primary.Site.World;

    internal DateTimeOffset Now => World.Now;

    internal string User => SecondaryUrl.Contains('@', StringComparison.Ordinal) ? SecondaryUrl[..SecondaryUrl.IndexOf('@', StringComparison.Ordinal)] : "root";

    /// <summary>The state of a brick's worker, in the words of the status.</summary>
    public string WorkerState(SimulatedBrick brick) => World.Change(() =>
        State == SessionState.Started ? ReplicatorOf(brick).StateOf(brick) : State.ToString());

    private bool HasKeys() => Primary.Subvolumes.SelectMany(s => s.Bricks).All(near =>
        Secondary.Subvolumes.SelectMany(s => s.Bricks).All(far =>
            far.Node.Access.Keys(User).Any(k => k.EndsWith(near.Node.Access.PublicKey, StringComparison.Ordinal))));

    internal SubvolumeReplicator ReplicatorOf(SimulatedBrick brick) => Replicators.Single(r => r.Subvolume.Bricks.Contains(brick));

    internal void Start()
    {
        Config.Set("stime_xattr_prefix", $"trusted.glusterfs.{Primary.Id}.{Secondary.Id}");
        if (KeysBroken || (NeedsKeys && !HasKeys()))
        {
            State = SessionState.Stopped;
            Log.Died(SessionFault.PeerGone, Primary.Bricks[0], Now);
            return;
        }

        State = SessionState.Started;
        Each(r => r.Start());
    }

    /// <summary>Puts it into the state after an earlier run: everything is replicated, and it is stopped.</summary>
    internal void MakeCurrent()
    {
        Each(r => r.MakeCurrent());
        State = SessionState.Stopped;
    }

    internal void Stop()
    {
        Each(r => r.Stop());
        State = SessionState.Stopped;
        Log.Monitor("Stopped", Now);
    }

    internal void Pause()
    {
        if (State == SessionState.Started)
        {
            Each(r => r.Hold());
            State = SessionState.Paused;
            _pausedAt = Now;
        }
    }

    // The secondary closes the connection when it has received nothing for so long.
    internal void Resume()
    {
        State = SessionState.Started;
        bool hungUp = Now - _pausedAt > TimeSpan.FromSeconds(Config.Seconds("secondary_timeout"));
        Each(r => r.Resume(hungUp));
    }

    // glusterd kills and restarts the monitor. A paused session runs afterwards.
    internal void RestartWorkers()
    {
        if (State is SessionState.Started or SessionState.Paused)
        {
            State = SessionState.Started;
            Each(r => r.Start());
        }
    }

    internal void BrickRestarted(SimulatedBrick brick)
    {
        if (State == SessionState.Started)
        {
            ReplicatorOf(brick).BrickRestarted(brick);
        }
    }

    /// <summary>Why workers cannot reach the secondary. Null: they can.</summary>
    internal SessionFault? LinkFault() => this switch
    {
        { LinkCut: true } => SessionFault.NoConnection,
        _ when !Secondary.Site.Pool.Any(n => n.IsUp) => SessionFault.NoConnection,
        { Secondary.IsStarted: false } => SessionFault.VolumeStopped,
        _ when Now < FaultyUntil => SessionFault.PeerGone,
        _ => null,
    };

    private void Each(Action<SubvolumeReplicator> action)
    {
        foreach (SubvolumeReplicator replicator in Replicators)
        {
            action(replicator);
        }
    }
}
