using GlusterDr.Policies;
using GlusterDr.Runs;
using GlusterDr.Scheduling;

namespace GlusterDr.Api.Policies;

/// <summary>A policy and where it stands.</summary>
/// <param name="Policy">The policy.</param>
/// <param name="NextRun">When its schedule comes next; null: it has none.</param>
/// <param name="LastRun">Its newest run.</param>
/// <param name="LastSkipped">The last time at which a run was due and none was started.</param>
/// <param name="Copies">How old each destination's copy is.</param>
public sealed record PolicyOverview(
    Policy Policy, DateTimeOffset? NextRun, Run? LastRun, ScheduleState.SkippedWindow? LastSkipped, IReadOnlyList<PolicyOverview.CopyAge> Copies)
{
    /// <summary>How old a destination's copy is.</summary>
    /// <param name="Destination">The destination.</param>
    /// <param name="TakenAt">The state that its newest recovery point holds; null: it has none.</param>
    public sealed record CopyAge(string Destination, DateTimeOffset? TakenAt);

    /// <summary>How many of its next times are told.</summary>
    internal const int TimesTold = 3;

    /// <summary>Its next three times; empty: it has no schedule.</summary>
    public IReadOnlyList<DateTimeOffset> NextRuns { get; init; } = [];
}
