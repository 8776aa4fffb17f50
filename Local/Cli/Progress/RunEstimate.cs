using GlusterDr.Runs;

namespace GlusterDr.Local.Cli.Progress;

/// <summary>Estimates the time left of a run, from the phases of earlier runs.</summary>
internal sealed class RunEstimate
{
    private readonly Dictionary<RunPhase, TimeSpan> _typical;

    /// <summary>An estimate from earlier runs of the same policy; failed runs are ignored.</summary>
    public RunEstimate(IEnumerable<Run> earlier) => _typical = earlier
        .Where(r => r.State is RunState.Succeeded or RunState.SucceededWithWarnings)
        .SelectMany(r => r.Phases)
        .GroupBy(p => p.Phase)
        .ToDictionary(g => g.Key, g => Median([.. g.Select(p => p.Took).Order()]));

    /// <summary>The time left; null: no earlier run to compare with.</summary>
    public TimeSpan? Left(RunProgress? progress, DateTimeOffset now)
    {
        if (progress is null || _typical.Count == 0)
        {
            return null;
        }

        TimeSpan left = _typical.Where(t => t.Key > progress.Phase).Aggregate(TimeSpan.Zero, (sum, t) => sum + t.Value);
        TimeSpan spent = now - progress.PhaseStartedAt;
        TimeSpan here = _typical.GetValueOrDefault(progress.Phase) - spent;
        return left + (here > TimeSpan.Zero ? here : TimeSpan.Zero);
    }

    private static TimeSpan Median(TimeSpan[] sorted) => (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
}
