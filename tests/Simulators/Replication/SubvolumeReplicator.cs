namespace GlusterDr.Simulators;

/// <summary>
/// The workers of one subvolume as a state machine over time: registration, a crawl of the history, then the live feed, batch by
/// batch. One of its bricks is Active.
/// </summary>
internal sealed partial class SubvolumeReplicator(SimulatedSession session, SimulatedSubvolume subvolume)
{
    // A constant in gsyncd, whatever the volume's rollover-time is.
    private static readonly TimeSpan HistoryRest = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan FaultyRest = TimeSpan.FromSeconds(10);

    private ReplicatorPhase _phase = ReplicatorPhase.Idle;
    private DateTimeOffset? _due;
    private DateTimeOffset _startedAt;
    private DateTimeOffset _registeredAt;
    private DateTimeOffset _liveFrom;
    private bool _feedAlive;
    private bool _allFaulty;
    private SimulatedBrick? _active;
    private Batch? _batch;

    public SimulatedSubvolume Subvolume => subvolume;

    public WorkerStatus Status { get; } = new();

    /// <summary>All changelogs up to this rollover are replicated. Null: it has never crawled.</summary>
    public DateTimeOffset? Cursor { get; private set; }

    /// <summary>When the worker processes started. Null: none is running.</summary>
    public DateTimeOffset? StartedAt => _phase is ReplicatorPhase.Idle or ReplicatorPhase.Broken ? null : _startedAt;

    /// <summary>When the next step is due. Null: never.</summary>
    public DateTimeOffset? NextStep => session.State == SessionState.Started && !IsBlocked ? _due : null;

    private SimulatedWorld World => session.World;

    private DateTimeOffset Now => World.Now;

    private bool IsBlocked => (session.IsStalled && IsCarrying) || (session.NeverRegisters && _phase == ReplicatorPhase.Starting);

    private bool IsCarrying => _phase is ReplicatorPhase.HistoryBatch or ReplicatorPhase.LiveBatch or ReplicatorPhase.HybridCrawl;

    public string StateOf(SimulatedBrick brick) => _phase switch
    {
        ReplicatorPhase.Idle => "Stopped",
        ReplicatorPhase.Starting => "Initializing...",
        ReplicatorPhase.Broken => _allFaulty || brick == _active || _active is null ? "Faulty" : "Passive",
        _ => brick == _active ? "Active" : "Passive",
    };

    public void Start()
    {
        AbandonBatch();
        Status.WorkerStarts();
        _active = null;
        _startedAt = Now;
        Go(ReplicatorPhase.Starting, World.Options.WorkerStart);
    }

    public void Stop()
    {
        AbandonBatch();
        _phase = ReplicatorPhase.Idle;
        _due = null;
    }

    /// <summary>Paused during a transfer: what has arrived stays.</summary>
    public void Hold()
    {
        if (_batch is { } batch)
        {
            Replicate(batch, PartDone(batch));
        }
    }

    public void Resume(bool hungUp)
    {
        if (hungUp)
        {
            Break();
        }
        else if (_due < Now + TimeSpan.FromSeconds(1))
        {
            _due = Now + TimeSpan.FromSeconds(1);
        }
    }

    public void KillFeed() => _feedAlive = false;

    public void Break() => Break(session.LinkFault() ?? SessionFault.PeerGone);

    private void Break(SessionFault fault)
    {
        if (_phase is ReplicatorPhase.Idle or ReplicatorPhase.Broken)
        {
            return;
        }

        AbandonBatch();
        _allFaulty = session.LinkCut || _active is null;
        session.Log.Died(fault, _active ?? subvolume.Bricks[0], Now);
        Go(ReplicatorPhase.Broken, FaultyRest);
    }

    public void BrickRestarted(SimulatedBrick brick)
    {
        if (brick == _active)
        {
            Break();
        }
    }

    /// <summary>Takes the step that is due now.</summary>
    public void Step()
    {
        switch (_phase)
        {
            case ReplicatorPhase.Starting:
                Register();
                break;
            case ReplicatorPhase.Broken:
                Start();
                break;
            default:
                Work();
                break;
        }
    }

    private void Register()
    {
        _active = subvolume.Bricks.FirstOrDefault(b => b.Node.IsUp && !b.Killed);
        if (_active is null || session.LinkFault() is not null || !session.Secondary.Site.Pool.Any(n => n.AnswersPeers))
        {
            _active = null;
            Break();
            return;
        }

        _registeredAt = Now;
        _liveFrom = subvolume.Rollovers.LastAt(Now);
        _feedAlive = session.DrawFeed();
        session.Log.Active(_active, Now);
        if (Cursor is null)
        {
            BeginHybridCrawl();
        }
        else
        {
            Status.Crawl = "History Crawl";
            Go(ReplicatorPhase.HistoryScan, TimeSpan.FromSeconds(1));
        }
    }

    private void Work()
    {
        if (session.LinkFault() is not null || _active is not { Node.IsUp: true, Killed: false })
        {
            Break();
            return;
        }

        switch (_phase)
        {
            case ReplicatorPhase.HybridCrawl:
                EndBatch();
                GoLive();
                break;
            case ReplicatorPhase.HistoryScan:
                BeginBatch(ReplicatorPhase.HistoryBatch, Cursor!.Value, subvolume.Rollovers.LastAt(_registeredAt), EndHistory);
                break;
            case ReplicatorPhase.HistoryBatch:
                EndBatch();
                EndHistory();
                break;
            case ReplicatorPhase.HistoryRest:
                EndHistoryRest();
                break;
            case ReplicatorPhase.LiveBatch:
                EndBatch();
                Go(ReplicatorPhase.Live, ChangeInterval);
                break;
            default:
                LookAtFeed();
                break;
        }
    }

    private TimeSpan ChangeInterval => TimeSpan.FromSeconds(session.Config.Seconds("change_interval"));

    // The history ends at the last rollover before the registration. A second turn waits for the gap up to the registration.
    private void EndHistory()
    {
        TimeSpan turn = Now - _registeredAt;
        Go(ReplicatorPhase.HistoryRest, turn < HistoryRest ? HistoryRest - turn : TimeSpan.FromSeconds(1));
    }

    // The second turn does nothing, because of a static flag in libgfchangelog. If there was no rollover in between, the files are crawled.
    private void EndHistoryRest()
    {
        if (subvolume.Rollovers.LastAt(Now) < _registeredAt)
        {
            BeginHybridCrawl();
            return;
        }

        GoLive();
    }

    private void GoLive()
    {
        Status.Crawl = "Changelog Crawl";
        Go(ReplicatorPhase.Live, TimeSpan.Zero);
    }

    private void LookAtFeed()
    {
        DateTimeOffset last = subvolume.Rollovers.LastAt(Now);
        if (!_feedAlive || last <= _liveFrom)
        {
            Go(ReplicatorPhase.Live, ChangeInterval);
            return;
        }

        DateTimeOffset from = _liveFrom;
        _liveFrom = last;
        BeginBatch(ReplicatorPhase.LiveBatch, from, last, () => Go(ReplicatorPhase.Live, ChangeInterval));
    }

    private void Go(ReplicatorPhase phase, TimeSpan delay)
    {
        _phase = phase;
        _due = Now + delay;
    }
}
