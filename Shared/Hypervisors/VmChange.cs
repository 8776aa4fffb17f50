namespace GlusterDr.Hypervisors;

/// <summary>What somebody did to a VM while a run was at work on it.</summary>
/// <param name="VmId">The hypervisor's own id of it.</param>
/// <param name="What">What is seen, as the end of a sentence that begins with the VM.</param>
/// <param name="Breaks">True: its images on the volume are not static any more, so what was compared is not what was frozen.</param>
public sealed record VmChange(string VmId, string What, bool Breaks)
{
    /// <summary>Overlays that are out of their chains, relative to the volume's root: merged or reverted by somebody else.</summary>
    public IReadOnlyList<string> OverlaysOut { get; init; } = [];

    /// <summary>Disks that were attached in mid-run, by target and path: no snapshot holds them.</summary>
    public IReadOnlyList<string> DisksAdded { get; init; } = [];
}
