using GlusterDr.Errors;

namespace GlusterDr.Api.Health;

/// <summary>The health of the host.</summary>
/// <param name="Version">The version of GlusterDr.</param>
/// <param name="Work">What the host does.</param>
/// <param name="Healthy">False: its workflow engine has stopped.</param>
/// <param name="Failure">Why it stopped.</param>
/// <param name="LiveRuns">The number of runs in progress.</param>
public sealed record HealthReport(string Version, HostWork Work, bool Healthy, string? Failure, IReadOnlyList<string> LiveRuns)
{
    /// <summary>Why its runs and operations wait, for example for a full disk. They continue by themselves. Null: they do not wait.</summary>
    public Error? Waiting { get; init; }

    /// <summary>The number of operations in progress.</summary>
    public IReadOnlyList<string> LiveOperations { get; init; } = [];
}
