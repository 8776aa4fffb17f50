using GlusterDr.Errors;
using GlusterDr.Hypervisors;

namespace GlusterDr.Runs;

/// <summary>A VM in a run.</summary>
/// <param name="Vm">The VM as it was found.</param>
/// <param name="State">Where it stands.</param>
public sealed record RunVm(VirtualMachine Vm, VmState State = VmState.Planned)
{
    /// <summary>The snapshot with its manifest.</summary>
    public VmSnapshot? Snapshot { get; init; }

    /// <summary>When its merge was proven.</summary>
    public DateTimeOffset? MergedAt { get; init; }

    /// <summary>What befell it in the run, and should be known; null: nothing.</summary>
    public string? Note { get; init; }

    /// <summary>Why it was left out, or its merge failed.</summary>
    public Error? Error { get; init; }
}
