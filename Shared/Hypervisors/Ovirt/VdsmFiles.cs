using GlusterDr.Vms;

namespace GlusterDr.Hypervisors.Ovirt;

/// <summary>The files that vdsm keeps beside an image on a file domain.</summary>
internal static class VdsmFiles
{
    /// <summary>All files that go with an image: without them gone, the disk cannot be registered at the other site (bug 1334256).</summary>
    public static IReadOnlyList<string> Beside(string imagePath) => [Metadata(imagePath), $"{imagePath}.lease"];

    /// <summary>
    /// A snapshot marks its base as internal. Without the overlay vdsm finds no leaf in the image, and refuses its chain
    /// (vdsm, image.py: getChain).
    /// </summary>
    public static SnapshotDisk.Amendment LeafMark(string imagePath) => new(Metadata(imagePath), "VOLTYPE=INTERNAL", "VOLTYPE=LEAF");

    private static string Metadata(string imagePath) => $"{imagePath}.meta";
}
