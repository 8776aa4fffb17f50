namespace GlusterDr.Simulators;

// What can be wrong with a session.
public sealed partial class SimulatedSession
{
    private readonly Queue<bool> _feeds = new();

    /// <summary>
    /// rsync 3.5.0: as long as <c>secondary-access-mount</c> is false, it transfers nothing and says that all is well.
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

    /// <summary>The secondary lacks the session's keys: start says that it worked, and nothing runs.</summary>
    public bool KeysBroken
    {
        get;
        set => World.Change(() => field = value);
    }

    /// <summary>Batches never end: <c>last_synced</c> stands still, the checkpoint is never reached.</summary>
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
    /// A full secondary, after enough attempts: Gluster logs that it moves on, counts no failure, and never looks back.
    /// </summary>
    public bool MovesOnWhenFull
    {
        get;
        set => World.Change(() => field = value);
    }

    /// <summary>Files that are carried no more, by path, though everything says that they were.</summary>
    public ISet<string> SilentlySkipped { get; } = new HashSet<string>(StringComparer.Ordinal);

    /// <summary>Files that cannot be carried, by path: each counts as a failure and is left behind.</summary>
    public ISet<string> Failing { get; } = new HashSet<string>(StringComparer.Ordinal);

    internal DateTimeOffset FaultyUntil { get; private set; }

    /// <summary>The next registrations of workers have dead feeds.</summary>
    public void KillNextFeeds(int count) => PlanFeeds(count, alive: false);

    /// <summary>The next registrations have live feeds, whatever the probability.</summary>
    public void KeepNextFeeds(int count) => PlanFeeds(count, alive: true);

    /// <summary>The feeds that are registered now die.</summary>
    public void KillFeeds() => World.Change(() => Each(r => r.KillFeed()));

    /// <summary>Workers go Faulty, and stay so for this long.</summary>
    public void BreakFor(TimeSpan time) => World.Change(() =>
    {
        FaultyUntil = Now + time;
        Each(r => r.Break());
    });

    /// <summary>Workers go Faulty for ever.</summary>
    public void Break() => World.Change(() =>
    {
        FaultyUntil = DateTimeOffset.MaxValue;
        Each(r => r.Break());
    });

    /// <summary>Counts failures that nothing else shows.</summary>
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
