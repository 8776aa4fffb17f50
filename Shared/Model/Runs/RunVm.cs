using GlusterDr.Errors;
using GlusterDr.Vms;

namespace GlusterDr.Runs;

/// <summary>A VM in a run.</summary>
/// <param name="Vm">The VM as it was listed.</param>
/// <param name="State">Its state.</param>
public sealed record RunVm(VirtualMachine Vm, VmState State = VmState.Planned)
{
    /// <summary>The snapshot with its manifest.</summary>
    public VmSnapshot? Snapshot { get; init; }

    /// <summary>When it was listed; null: not known.</summary>
    public DateTimeOffset? ListedAt { get; init; }

    /// <summary>When this run began to merge it; null: not yet, or not recorded.</summary>
    public DateTimeOffset? MergeBegunAt { get; init; }

    /// <summary>Overlays of this run that someone else removed from the chain and whose files are left, relative to the volume's root.</summary>
    public IReadOnlyList<string> OverlaysLeft { get; init; } = [];

    /// <summary>Disks that were attached during the run, by target and path; they are in no snapshot.</summary>
    public IReadOnlyList<string> DisksAdded { get; init; } = [];

    /// <summary>Files that it needs besides its disks and that were missing or changed during the run, relative to the volume's root.</summary>
    public IReadOnlyList<string> FilesChanged { get; init; } = [];

    /// <summary>When its merge was verified.</summary>
    public DateTimeOffset? MergedAt { get; init; }

    /// <summary>A note about what happened to it during the run; null: none.</summary>
    public string? Note { get; init; }

    /// <summary>Why it was left out, or its merge failed.</summary>
    public Error? Error { get; init; }
}
