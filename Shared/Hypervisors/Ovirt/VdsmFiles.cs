using GlusterDr.Vms;

namespace GlusterDr.Hypervisors.Ovirt;

/// <summary>The files that vdsm keeps next to an image on a file domain.</summary>
internal static class VdsmFiles
{
    /// <summary>The files that belong to an image. They must be deleted with it, otherwise the disk cannot be registered at the other site (bug 1334256).</summary>
    public static IReadOnlyList<string> Beside(string imagePath) => [Metadata(imagePath), $"{imagePath}.lease"];

    /// <summary>
    /// A snapshot marks its base image as internal. After the overlay is deleted, vdsm would find no leaf and refuse the chain
    /// (vdsm, image.py: getChain). This amendment makes the base image the leaf again.
    /// </summary>
    public static SnapshotDisk.Amendment LeafAmendment(string imagePath) => new(Metadata(imagePath), "VOLTYPE=INTERNAL", "VOLTYPE=LEAF");

    private static string Metadata(string imagePath) => $"{imagePath}.meta";
}
