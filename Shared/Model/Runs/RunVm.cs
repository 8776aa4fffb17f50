using GlusterDr.Errors;
using GlusterDr.Vms;

namespace GlusterDr.Runs;

/// <summary>A VM in a run.</summary>
/// <param name="Vm">The VM as it was found.</param>
/// <param name="State">Where it stands.</param>
public sealed record RunVm(VirtualMachine Vm, VmState State = VmState.Planned)
{
    /// <summary>The snapshot with its manifest.</summary>
    public VmSnapshot? Snapshot { get; init; }

    /// <summary>When it was listed; null: not told.</summary>
    public DateTimeOffset? ListedAt { get; init; }

    /// <summary>When this run began to merge it; null: not yet, or nobody noted it.</summary>
    public DateTimeOffset? MergeBegunAt { get; init; }

    /// <summary>Overlays of this run that somebody else took out of use, whose files are left: relative to the volume's root.</summary>
    public IReadOnlyList<string> OverlaysLeft { get; init; } = [];

    /// <summary>Disks that were attached in mid-run, by target and path: in no snapshot.</summary>
    public IReadOnlyList<string> DisksAdded { get; init; } = [];

    /// <summary>Files that it needs beside its disks and that were missing, or changed in mid-run: relative to the volume's root.</summary>
    public IReadOnlyList<string> FilesChanged { get; init; } = [];

    /// <summary>When its merge was proven.</summary>
    public DateTimeOffset? MergedAt { get; init; }

    /// <summary>What befell it in the run, and should be known; null: nothing.</summary>
    public string? Note { get; init; }

    /// <summary>Why it was left out, or its merge failed.</summary>
    public Error? Error { get; init; }
}
