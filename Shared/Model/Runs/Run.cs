using GlusterDr.Errors;
using GlusterDr.Ids;

namespace GlusterDr.Runs;

/// <summary>One execution of a policy, in brief. Details are in <see cref="RunVm"/> and <see cref="RunDestination"/>.</summary>
public sealed record Run
{
    /// <summary>How long a step of a run took.</summary>
    public sealed record PhaseTiming(RunPhase Phase, DateTimeOffset StartedAt, TimeSpan Took);

    /// <summary>See <see cref="RunId"/>.</summary>
    public required string Id { get; init; }

    /// <summary>The policy.</summary>
    public required string Policy { get; init; }

    /// <summary>What started it.</summary>
    public RunTrigger Trigger { get; init; }

    /// <summary>Where it stands.</summary>
    public RunState State { get; init; }

    /// <summary>The step that it is at.</summary>
    public RunPhase Phase { get; init; }

    /// <summary>When it started.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When it ended.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>VMs frozen and carried.</summary>
    public int VmsProtected { get; init; }

    /// <summary>VMs left out.</summary>
    public int VmsLeftOut { get; init; }

    /// <summary>From the first VM's snapshot to the last's.</summary>
    public TimeSpan? SnapshotSkew { get; init; }

    /// <summary>The longest that a VM ran on its overlay.</summary>
    public TimeSpan? LongestOverlay { get; init; }

    /// <summary>How long each step took, in order.</summary>
    public IReadOnlyList<PhaseTiming> Phases { get; init; } = [];

    /// <summary>What falls short of a plain success.</summary>
    public IReadOnlyList<Error> Warnings { get; init; } = [];

    /// <summary>Why it failed.</summary>
    public Error? Error { get; init; }

    /// <summary>Whether it is over.</summary>
    public bool IsOver => State != RunState.Running;
}
