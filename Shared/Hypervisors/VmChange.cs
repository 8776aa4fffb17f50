namespace GlusterDr.Hypervisors;

/// <summary>A change that somebody made to a VM during a run.</summary>
/// <param name="VmId">The hypervisor's id of the VM.</param>
/// <param name="What">The change, as the end of a sentence that begins with the VM.</param>
/// <param name="Breaks">True: its images on the volume are no longer static, so their content may not be that of the snapshot.</param>
public sealed record VmChange(string VmId, string What, bool Breaks)
{
    /// <summary>Overlays that somebody else removed from their chains by a merge or revert, relative to the volume's root.</summary>
    public IReadOnlyList<string> OverlaysOut { get; init; } = [];

    /// <summary>Disks that were attached during the run, by target and path. They are in no snapshot.</summary>
    public IReadOnlyList<string> DisksAdded { get; init; } = [];
}
