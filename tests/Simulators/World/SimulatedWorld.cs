namespace GlusterDr.Simulators;

/// <summary>
/// Sites with volumes, geo-replication, hypervisors and guests, behind the port for remote commands. Everything
/// follows the given clock.
/// </summary>
/// <remarks>Safe for use from many threads: each read or change first advances the world to the present time, under one lock.</remarks>
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

    /// <summary>Creates a world without sites.</summary>
    public SimulatedWorld(TimeProvider time, WorldOptions? options = null)
    {
        Time = time;
        Options = options ?? new WorldOptions();
        _now = time.GetUtcNow();
        Machines = new MachineRegistry(this);
    }

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; }

    /// <summary>Properties of the simulated systems.</summary>
    public WorldOptions Options { get; }

    /// <summary>The sites.</summary>
    public IReadOnlyList<SimulatedSite> Sites => _sites;

    /// <summary>All geo-replication sessions.</summary>
    public IReadOnlyList<SimulatedSession> Sessions => _sessions;

    /// <summary>All virtual machines.</summary>
    public MachineRegistry Machines { get; }

    /// <summary>Directories of sessions that exist on primary nodes although Gluster does not list these sessions.</summary>
    public ISet<string> LeftOverSessions { get; } = new HashSet<string>(StringComparer.Ordinal);

    /// <summary>Extended attributes with the progress of sessions (stime), by name. They outlive their sessions.</summary>
    public ISet<string> SyncTimes { get; } = new HashSet<string>(StringComparer.Ordinal);

    /// <summary>Events that must never happen.</summary>
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

    /// <summary>The oVirt engines that manage its machines.</summary>
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

    /// <summary>A session, by its primary volume and its secondary in Gluster's notation.</summary>
    public SimulatedSession Session(string primaryVolume, string secondaryUrl) =>
        _sessions.Single(s => s.Primary.Name == primaryVolume && s.SecondaryUrl == secondaryUrl);

    /// <summary>Runs an action at a time in the future.</summary>
    public void At(DateTimeOffset moment, Action action) => Change(() => _agenda.Enqueue(action, moment));

    /// <summary>Runs an action after this time.</summary>
    public void In(TimeSpan delay, Action action) => At(Time.GetUtcNow() + delay, action);

    /// <summary>Advances the world to the present time, and then runs an action.</summary>
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

    /// <summary>Whether a file is an overlay of a run, by its name or by the records of an oVirt engine, or belongs to one.</summary>
    internal bool IsOverlay(string path) => Deletions.OverlayOf(path) is not null || Engines.Any(e => e.IsOverlay(path));

    internal void AddEngine(SimulatedEngine engine) => _engines.Add(engine);

    internal void AddSession(SimulatedSession session) => _sessions.Add(session);

    internal void RemoveSession(SimulatedSession session) => _sessions.Remove(session);

    internal void Violate(string what) => _violations.Add(new Violation(_now, what));

    /// <summary>The next random number, from 0 to 1.</summary>
    internal double Draw() => StableHash.Fraction($"draw {Options.Seed}/{_draws++}");

    // Takes all steps that are due, in the order of time. During a step, the world's time is that of the step.
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
