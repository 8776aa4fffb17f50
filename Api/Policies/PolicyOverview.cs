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
    Policy Policy, DateTimeOffset? NextRun, Run? LastRun, SkippedWindow? LastSkipped, IReadOnlyList<CopyAge> Copies)
{
    /// <summary>How many of its next times are told.</summary>
    internal const int TimesTold = 3;

    /// <summary>Its next three times; empty: it has no schedule.</summary>
    public IReadOnlyList<DateTimeOffset> NextRuns { get; init; } = [];
}
