using GlusterDr.Errors;
using GlusterDr.Ids;

namespace GlusterDr.Runs;

/// <summary>The summary of one execution of a policy. Details are in <see cref="RunVm"/> and <see cref="RunDestination"/>.</summary>
public sealed record Run
{
    /// <summary>The duration of a phase of a run.</summary>
    public sealed record PhaseTiming(RunPhase Phase, DateTimeOffset StartedAt, TimeSpan Took);

    /// <summary>See <see cref="RunId"/>.</summary>
    public required string Id { get; init; }

    /// <summary>The policy.</summary>
    public required string Policy { get; init; }

    /// <summary>What started it.</summary>
    public RunTrigger Trigger { get; init; }

    /// <summary>Its state.</summary>
    public RunState State { get; init; }

    /// <summary>Its current phase.</summary>
    public RunPhase Phase { get; init; }

    /// <summary>When it started.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When it ended.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>The number of VMs that were snapshot and replicated.</summary>
    public int VmsProtected { get; init; }

    /// <summary>The number of VMs left out.</summary>
    public int VmsLeftOut { get; init; }

    /// <summary>The time from the first VM's snapshot to the last one.</summary>
    public TimeSpan? SnapshotSkew { get; init; }

    /// <summary>The longest that a VM ran on its overlay.</summary>
    public TimeSpan? LongestOverlay { get; init; }

    /// <summary>The duration of each phase, in order.</summary>
    public IReadOnlyList<PhaseTiming> Phases { get; init; } = [];

    /// <summary>Warnings.</summary>
    public IReadOnlyList<Error> Warnings { get; init; } = [];

    /// <summary>Why it failed.</summary>
    public Error? Error { get; init; }

    /// <summary>Whether it has ended.</summary>
    public bool IsOver => State != RunState.Running;
}
