using GlusterDr.Errors;

namespace GlusterDr.Hypervisors;

/// <summary>What a hypervisor says of a storage domain's place.</summary>
/// <param name="Marks">Files that must be on the volumes, if those are the ones that the hypervisor means; none: it knows of none.</param>
/// <param name="Warnings">What an operator should know of how it is set up.</param>
public sealed record StorageLook(IReadOnlyList<StorageLook.Mark> Marks, IReadOnlyList<Error> Warnings)
{
    /// <summary>A file by which a storage domain is known on its volume.</summary>
    /// <param name="Volume">The volume.</param>
    /// <param name="Path">The file, relative to the volume's root.</param>
    public sealed record Mark(string Volume, string Path);

    /// <summary>Nothing to say.</summary>
    public static StorageLook Plain { get; } = new([], []);
}
