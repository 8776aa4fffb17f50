using GlusterDr.Errors;

namespace GlusterDr.Hypervisors;

/// <summary>What a hypervisor reports about a storage domain.</summary>
/// <param name="ExpectedFiles">Files that must exist on the volumes if these are the ones that the hypervisor uses; empty: no check possible.</param>
/// <param name="Warnings">Warnings about the configuration.</param>
public sealed record StorageDomainFacts(IReadOnlyList<StorageDomainFacts.ExpectedFile> ExpectedFiles, IReadOnlyList<Error> Warnings)
{
    /// <summary>A file that identifies a storage domain on its volume.</summary>
    /// <param name="Volume">The volume.</param>
    /// <param name="Path">The file, relative to the volume's root.</param>
    public sealed record ExpectedFile(string Volume, string Path);

    /// <summary>Nothing to check or to report.</summary>
    public static StorageDomainFacts None { get; } = new([], []);
}
