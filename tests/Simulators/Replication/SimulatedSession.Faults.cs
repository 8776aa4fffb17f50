namespace GlusterDr.Simulators;

// Faults of a session.
public sealed partial class SimulatedSession
{
    private readonly Queue<bool> _feeds = new();

    /// <summary>
    /// rsync 3.5.0: as long as <c>secondary-access-mount</c> is false, it transfers nothing and reports success.
    /// </summary>
    public bool HasRsyncTrap
    {
        get;
        set => World.Change(() => field = value);
    }

    /// <summary>The network between the sites is cut.</summary>
    public bool LinkCut
    {
        get;
        set => World.Change(() => field = value);
    }

    /// <summary>The secondary lacks the session's keys: `start` reports success, and nothing runs.</summary>
    public bool KeysBroken
    {
        get;
        set => World.Change(() => field = value);
    }

    /// <summary>Batches never end: <c>last_synced</c> does not change, and the checkpoint is never complete.</summary>
    public bool IsStalled
    {
        get;
        set => World.Change(() => field = value);
    }

    /// <summary>Workers stay at Initializing.</summary>
    public bool NeverRegisters
    {
        get;
        set => World.Change(() => field = value);
    }

    /// <summary>
    /// The secondary is full: after some attempts Gluster logs that it moves on, counts no failure, and never tries again.
    /// </summary>
    public bool MovesOnWhenFull
    {
        get;
        set => World.Change(() => field = value);
    }

    /// <summary>Files, by path, that are no longer replicated although everything reports that they are.</summary>
    public ISet<string> SilentlySkipped { get; } = new HashSet<string>(StringComparer.Ordinal);

    /// <summary>Files, by path, that cannot be replicated: each is counted as a failure and skipped.</summary>
    public ISet<string> Failing { get; } = new HashSet<string>(StringComparer.Ordinal);

    internal DateTimeOffset FaultyUntil { get; private set; }

    /// <summary>The next registrations of workers have dead feeds.</summary>
    public void KillNextFeeds(int count) => PlanFeeds(count, alive: false);

    /// <summary>The next registrations have live feeds, whatever the probability.</summary>
    public void KeepNextFeeds(int count) => PlanFeeds(count, alive: true);

    /// <summary>Kills the present feeds.</summary>
    public void KillFeeds() => World.Change(() => Each(r => r.KillFeed()));

    /// <summary>Workers become Faulty for this time.</summary>
    public void BreakFor(TimeSpan time) => World.Change(() =>
    {
        FaultyUntil = Now + time;
        Each(r => r.Break());
    });

    /// <summary>Workers become Faulty forever.</summary>
    public void Break() => World.Change(() =>
    {
        FaultyUntil = DateTimeOffset.MaxValue;
        Each(r => r.Break());
    });

    /// <summary>Adds to the counter of failures. Nothing else shows them.</summary>
    public void AddFailures(int count) => World.Change(() => Each(r => r.Status.Failures += count));

    internal bool DrawFeed() => _feeds.TryDequeue(out bool alive) ? alive : World.Draw() >= World.Options.DeadFeedProbability;

    internal bool TrapSprings => HasRsyncTrap && Config["secondary_access_mount"] != "true";

    private void PlanFeeds(int count, bool alive)
    {
        for (int i = 0; i < count; i++)
        {
            _feeds.Enqueue(alive);
        }
    }
}
