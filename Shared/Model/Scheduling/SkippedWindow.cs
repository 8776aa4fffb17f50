using GlusterDr.Errors;

namespace GlusterDr.Scheduling;

/// <summary>A time at which a run was due and none was started.</summary>
/// <param name="Due">The time.</param>
/// <param name="Why">Mostly: another run was at work.</param>
public sealed record SkippedWindow(DateTimeOffset Due, Error Why);
