using GlusterDr.Errors;

namespace GlusterDr.Api.Health;

/// <summary>How the host is.</summary>
/// <param name="Version">Of GlusterDr.</param>
/// <param name="Work">What it does.</param>
/// <param name="Healthy">False: its engine has stopped.</param>
/// <param name="Failure">Why it stopped.</param>
/// <param name="LiveRuns">Runs at work.</param>
public sealed record HealthReport(string Version, HostWork Work, bool Healthy, string? Failure, IReadOnlyList<string> LiveRuns)
{
    /// <summary>What keeps its runs and operations waiting: a full disk, say. Null: nothing. They go on by themselves.</summary>
    public Error? Waiting { get; init; }

    /// <summary>Operations at work.</summary>
    public IReadOnlyList<string> LiveOperations { get; init; } = [];
}
