using GlusterDr.Durable;
using GlusterDr.Policies;
using GlusterDr.Runs;

namespace GlusterDr.Orchestrations.Common;

/// <summary>Keeps the custom status of a run, and how long each phase took.</summary>
internal sealed class ProgressBoard(IOrchestrationContext context)
{
    private readonly Dictionary<string, DestinationProgress> _destinations = new(StringComparer.Ordinal);
    private readonly List<Run.PhaseTiming> _timings = [];
    private RunPhase _phase = RunPhase.Prepare;
    private DateTimeOffset _since = Utc(context);
    private int _done;
    private int _total;
    private int _shownPercent;

    /// <summary>How long each phase took; the present phase is counted up to now.</summary>
    public IReadOnlyList<Run.PhaseTiming> Timings => [.. _timings, new(_phase, _since, Utc(context) - _since)];

    public void Start(Policy policy)
    {
        foreach (Destination destination in policy.Destinations)
        {
            string? volume = policy.UnlessOwn(policy.PrimaryOf(destination));
            _destinations[destination.Name] = new(destination.Name, DestinationState.Planned) { PrimaryVolume = volume };
        }

        Show();
    }

    public void Enter(RunPhase phase, int total = 0)
    {
        _timings.Add(new(_phase, _since, Utc(context) - _since));
        (_phase, _since, _done, _total, _shownPercent) = (phase, Utc(context), 0, total, 0);
        Show();
    }

    /// <summary>Counts items that are done. The status is set at each full percent only, not a thousand times a phase.</summary>
    public void ItemsDone(int more)
    {
        _done += more;
        int percent = _done * 100 / Math.Max(1, _total);
        if (percent != _shownPercent)
        {
            _shownPercent = percent;
            Show();
        }
    }

    public void Destination(string name, DestinationState state, long? pending = null, string? note = null)
    {
        DestinationProgress before = _destinations[name];
        DestinationProgress progress = before with { State = state, PendingOperations = pending, Note = note };
        if (before != progress)
        {
            _destinations[name] = progress;
            Show();
        }
    }

    private static DateTimeOffset Utc(IOrchestrationContext context) =>
        new(DateTime.SpecifyKind(context.CurrentUtcDateTime, DateTimeKind.Utc));

    private void Show() =>
        context.SetCustomStatus(new RunProgress(_phase, _since, _done, _total, StatusBudget.Fit([.. _destinations.Values])));
}
