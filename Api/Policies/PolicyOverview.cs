using GlusterDr.Policies;
using GlusterDr.Runs;
using GlusterDr.Scheduling;

namespace GlusterDr.Api.Policies;

/// <summary>A policy with its last run and its copies.</summary>
/// <param name="Policy">The policy.</param>
/// <param name="NextRun">The next run of its schedule; null: it has none.</param>
/// <param name="LastRun">Its newest run.</param>
/// <param name="LastSkipped">The last scheduled run that was skipped.</param>
/// <param name="Copies">The age of the copy at each destination.</param>
public sealed record PolicyOverview(
    Policy Policy, DateTimeOffset? NextRun, Run? LastRun, ScheduleState.SkippedWindow? LastSkipped, IReadOnlyList<PolicyOverview.CopyAge> Copies)
{
    /// <summary>The age of the copy at a destination.</summary>
    /// <param name="Destination">The destination.</param>
    /// <param name="TakenAt">The time of its newest valid recovery point; null: none.</param>
    public sealed record CopyAge(string Destination, DateTimeOffset? TakenAt);

    /// <summary>The number of its next times that are listed.</summary>
    internal const int TimesTold = 3;

    /// <summary>The next three runs of its schedule; empty: it has none.</summary>
    public IReadOnlyList<DateTimeOffset> NextRuns { get; init; } = [];
}
