namespace GlusterDr.Simulators;

/// <summary>
/// Sites with volumes, geo-replication, hypervisors and guests, behind the port through which commands reach them. All of it
/// moves with the clock that it was given.
/// </summary>
/// <remarks>Safe for use from many threads: whatever looks or changes first brings the world up to the clock, under one lock.</remarks>
public sealed partial class SimulatedWorld
{
    private readonly Lock _gate = new();
    private readonly List<SimulatedSite> _sites = [];
    private readonly List<SimulatedSession> _sessions = [];
    private readonly List<SimulatedEngine> _engines = [];
    private readonly PriorityQueue<Action, DateTimeOffset> _agenda = new();
    private readonly List<Violation> _violations = [];
    private DateTimeOffset _now;
    private int _draws;
    private bool _inStep;

    /// <summary>Makes a world without sites.</summary>
    public SimulatedWorld(TimeProvider time, WorldOptions? options = null)
    {
        Time = time;
        Options = options ?? new WorldOptions();
        _now = time.GetUtcNow();
        Machines = new MachineRegistry(this);
    }

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; }

    /// <summary>What the systems are like.</summary>
    public WorldOptions Options { get; }

    /// <summary>The sites.</summary>
    public IReadOnlyList<SimulatedSite> Sites => _sites;

    /// <summary>All geo-replication sessions.</summary>
    public IReadOnlyList<SimulatedSession> Sessions => _sessions;

    /// <summary>All virtual machines.</summary>
    public MachineRegistry Machines { get; }

    /// <summary>Folders of sessions that primary nodes keep although Gluster does not list them.</summary>
    public ISet<string> LeftOverSessions { get; } = new HashSet<string>(StringComparer.Ordinal);

    /// <summary>Marks of how far sessions came, which outlive them, by the names of their attributes.</summary>
    public ISet<string> SyncTimes { get; } = new HashSet<string>(StringComparer.Ordinal);

    /// <summary>What happened that must never happen.</summary>
    public IReadOnlyList<Violation> Violations
    {
        get
        {
            lock (_gate)
            {
                return [.. _violations];
            }
        }
    }

    /// <summary>The engines that manage machines of it.</summary>
    public IReadOnlyList<SimulatedEngine> Engines => _engines;

    internal DateTimeOffset Now => _gate.IsHeldByCurrentThread ? _now : Time.GetUtcNow();

    /// <summary>Adds a site.</summary>
    public SimulatedSite AddSite(string name) => Change(() =>
    {
        SimulatedSite site = new(this, name);
        _sites.Add(site);
        return site;
    });

    /// <summary>A site by its name.</summary>
    public SimulatedSite Site(string name) => _sites.Single(s => s.Name == name);

    /// <summary>A session by its primary volume and its secondary as the command line names it.</summary>
    public SimulatedSession Session(string primaryVolume, string secondaryUrl) =>
        _sessions.Single(s => s.Primary.Name == primaryVolume && s.SecondaryUrl == secondaryUrl);

    /// <summary>Does something at a moment to come, however the world gets there.</summary>
    public void At(DateTimeOffset moment, Action action) => Change(() => _agenda.Enqueue(action, moment));

    /// <summary>Does something after this much time from now.</summary>
    public void In(TimeSpan delay, Action action) => At(Time.GetUtcNow() + delay, action);

    /// <summary>Brings the world up to the clock, and then changes it.</summary>
    public void Change(Action change) => Change(() =>
    {
        change();
        return true;
    });

    /// <inheritdoc cref="Change(Action)"/>
    public T Change<T>(Func<T> change)
    {
        lock (_gate)
        {
            CatchUp();
            return change();
        }
    }

    /// <summary>Whether a file is an overlay of a run, by its name or as an engine knows it, or belongs to one.</summary>
    internal bool IsOverlay(string path) => Deletions.OverlayOf(path) is not null || Engines.Any(e => e.IsOverlay(path));

    internal void AddEngine(SimulatedEngine engine) => _engines.Add(engine);

    internal void AddSession(SimulatedSession session) => _sessions.Add(session);

    internal void RemoveSession(SimulatedSession session) => _sessions.Remove(session);

    internal void Violate(string what) => _violations.Add(new Violation(_now, what));

    /// <summary>The next random number, from 0 to 1.</summary>
    internal double Draw() => StableHash.Fraction($"draw {Options.Seed}/{_draws++}");

    // Whoever is next, in the order of time, up to the clock. Inside a step the world's time is the step's.
    private void CatchUp()
    {
        DateTimeOffset until = Time.GetUtcNow();
        if (_inStep || until <= _now)
        {
            return;
        }

        _inStep = true;
        try
        {
            while (NextStep(until) is { } step)
            {
                step();
            }
        }
        finally
        {
            _inStep = false;
        }

        _now = until;
    }

    private Action? NextStep(DateTimeOffset until)
    {
        DateTimeOffset next = _agenda.TryPeek(out _, out DateTimeOffset at) ? at : DateTimeOffset.MaxValue;
        SubvolumeReplicator? first = null;
        foreach (SimulatedSession session in _sessions)
        {
            foreach (SubvolumeReplicator replicator in session.Replicators)
            {
                if (replicator.NextStep is { } due && due < next)
                {
                    next = due;
                    first = replicator;
                }
            }
        }

        if (next > until)
        {
            return null;
        }

        _now = next > _now ? next : _now;
        return first is null ? _agenda.Dequeue() : first.Step;
    }
}
