using GlusterDr.Errors;

namespace GlusterDr.Hypervisors;

/// <summary>What a hypervisor says of a storage domain's place.</summary>
/// <param name="Marks">Files that must be on the volumes, if those are the ones that the hypervisor means; none: it knows of none.</param>
/// <param name="Warnings">What an operator should know of how it is set up.</param>
public sealed record StorageLook(IReadOnlyList<StorageMark> Marks, IReadOnlyList<Error> Warnings)
{
    /// <summary>Nothing to say.</summary>
    public static StorageLook Plain { get; } = new([], []);
}
