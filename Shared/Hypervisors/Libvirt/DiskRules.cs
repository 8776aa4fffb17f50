using System.Text;
using GlusterDr.Runs;

namespace GlusterDr.Hypervisors.Libvirt;

/// <summary>Which disks of a domain are on the volume, and what keeps them from being snapshot.</summary>
public static class DiskRules
{
    private const int LongestFileName = 255;
    private const int LongestPolicyName = 40;
    private static readonly int LongestSuffix = QemuImgClient.MarkOf(
        RunId.OverlayPath("", RunId.Create(new string('p', LongestPolicyName), DateTimeOffset.UnixEpoch))).Length;

    /// <summary>Writable disks whose active image is a file on the volume.</summary>
    public static IReadOnlyList<DomainDisk> Protected(Domain domain, VolumePaths paths) =>
        [.. domain.Disks.Where(d => d.Writable && paths.Relative(d.Active) is not null)];

    /// <summary>Writable disks that are not, with where they are.</summary>
    public static IReadOnlyList<string> Elsewhere(Domain domain, VolumePaths paths, string volume) =>
        [.. domain.Disks
            .Where(d => d.Writable && paths.Relative(d.Active) is null && !IsLibgfapi(d, volume))
            .Select(d => $"{d.Target} ({d.Active})")];

    /// <summary>Whether a disk reaches the volume without a mount.</summary>
    public static bool IsLibgfapi(DomainDisk disk, string volume) =>
        disk.Active?.Remote is { } remote && remote.StartsWith($"gluster:{volume}/", StringComparison.Ordinal);

    /// <summary>A disk as the port tells it.</summary>
    public static VmDisk Describe(DomainDisk disk, VolumePaths paths, IReadOnlyDictionary<string, long> bytes)
    {
        DiskImage active = disk.Active!;
        string[] chain = [.. disk.Chain.Select(i => paths.Relative(i)).OfType<string>()];
        long size = disk.Chain.Sum(i => bytes.GetValueOrDefault(i.Path ?? ""));
        return new VmDisk(disk.Target, chain[0], active.Path!, active.Format, size, chain);
    }

    /// <summary>Why a VM can't be snapshot as it is; null: it can.</summary>
    public static string? Obstacle(Domain domain, VolumePaths paths, string volume)
    {
        DomainDisk? direct = domain.Disks.FirstOrDefault(d => d.Writable && IsLibgfapi(d, volume));
        return direct is not null
            ? $"The disk {direct.Target} reaches the volume through libgfapi ({direct.Active}), which is not supported: "
                + "give it as a file on a mount of the volume."
            : Protected(domain, paths).Select(d => Obstacle(d, paths)).FirstOrDefault(o => o is not null);
    }

    private static string? Obstacle(DomainDisk disk, VolumePaths paths)
    {
        string name = $"disk {disk.Target}";
        DiskImage? outside = disk.Chain.FirstOrDefault(i => paths.Relative(i) is null);
        DiskImage? overlay = disk.Chain.FirstOrDefault(i => RunId.OfOverlay(i.Path ?? "") is not null);
        return disk switch
        {
            _ when !IsPlainTarget(disk.Target) => $"A disk's name in the VM is '{disk.Target}', which no command can name.",
            _ when HoldsControl(disk) => $"The path of {name} holds a control character.",
            { Device: not "disk" } => $"The {name} is passed through to the guest as a {disk.Device}.",
            { Shareable: true } => $"The {name} is shareable: another VM may write to it at the same time.",
            { Discarded: true } => $"The {name} is transient: its changes are never kept.",
            _ when overlay is not null =>
                $"The {name} still has the overlay {overlay.Path} of run {RunId.OfOverlay(overlay.Path!)}: merge that first.",
            { Job: not null } => $"A block job ({disk.Job.Kind}) works on {name}: wait for its end, or abort it.",
            _ when outside is not null =>
                $"The {name} needs {outside}, which is not on the volume: the VM could not start from a copy of the volume.",
            _ when IsTooLong(disk) => $"The file name of {name} is too long for an overlay's beside it.",
            _ => null,
        };
    }

    private static bool HoldsControl(DomainDisk disk) => disk.Chain.Any(i => (i.Path ?? "").Any(char.IsControl));

    private static bool IsTooLong(DomainDisk disk) =>
        Encoding.UTF8.GetByteCount(Path.GetFileName(disk.Active!.Path!)) + LongestSuffix > LongestFileName;

    // Targets go into virsh's own command text and into diskspecs.
    private static bool IsPlainTarget(string target) => target.Length is > 0 and <= 16 && target.All(char.IsAsciiLetterOrDigit);
}
