using GlusterDr.Errors;

namespace GlusterDr.Scheduling;

/// <summary>How far a policy's schedule has been served.</summary>
/// <param name="Policy">The policy.</param>
/// <param name="Schedule">Its schedule at that time; a changed one starts anew.</param>
/// <param name="ServedUntil">No window up to this time is still open.</param>
public sealed record ScheduleState(string Policy, string Schedule, DateTimeOffset ServedUntil)
{
    /// <summary>A time at which a run was due and none was started.</summary>
    /// <param name="Due">The time.</param>
    /// <param name="Why">The reason, usually another run in progress.</param>
    public sealed record SkippedWindow(DateTimeOffset Due, Error Why);

    /// <summary>The last window without a run of its own.</summary>
    public SkippedWindow? LastSkipped { get; init; }
}
