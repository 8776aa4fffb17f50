using System.Text;
using GlusterDr.Hypervisors.Libvirt.Storage;
using GlusterDr.Hypervisors.Libvirt.Virsh;
using GlusterDr.Ids;
using GlusterDr.Vms;

namespace GlusterDr.Hypervisors.Libvirt.Domains;

/// <summary>Decides which disks of a domain are on the volume, and whether a snapshot of them can be taken.</summary>
public static class DiskRules
{
    private const string Libgfapi = "gluster:";
    private const int LongestFileName = 255;
    private const int LongestPolicyName = 40;
    private static readonly int LongestSuffix = QemuImgClient.CommitRecordOf(
        RunId.OverlayPath("", RunId.Create(new string('p', LongestPolicyName), DateTimeOffset.UnixEpoch))).Length;

    /// <summary>Writable disks whose active image is a file on the volume.</summary>
    public static IReadOnlyList<DomainDisk> Protected(Domain domain, VolumePaths paths) =>
        [.. domain.Disks.Where(d => d.Writable && paths.Relative(d.Active) is not null)];

    /// <summary>Writable disks that are not on the volume, with their location, or with the reason why the location is unclear.</summary>
    public static IReadOnlyList<string> Elsewhere(Domain domain, VolumePaths paths, string volume) =>
        [.. domain.Disks
            .Where(d => d.Writable && paths.Relative(d.Active) is null && !IsLibgfapi(d, volume))
            .Select(d => Unclear(d, paths) is { } why ? $"{d.Target} ({d.Active}; it is unclear whether it is on the volume: {why})" : $"{d.Target} ({d.Active})")];

    /// <summary>Files that a VM needs besides its writable disks: firmware and TPM state, media, and read-only disks with their chains.</summary>
    public static IReadOnlyList<VmFile> Files(Domain domain, VolumePaths paths) =>
    [
        .. domain.Files.Select(f => new VmFile(f.What, f.Path, paths.Relative(f.Path)) { IsWritten = f.IsWritten, IsFolder = f.IsFolder }),
        .. domain.Disks
            .Where(d => !d.Writable && !d.MayBeMissing)
            .SelectMany(d => d.Chain.Concat(DataFiles(d)).Select(i => new VmFile(Medium(d), i.Path ?? i.Remote ?? i.ToString(), paths.Relative(i)))),
    ];

    /// <summary>
    /// Whether a VM has or may have a disk on the volume. If in doubt it is listed: a VM that is not listed would be unprotected silently.
    /// </summary>
    public static bool Concerns(Domain domain, VolumePaths paths, string volume) =>
        domain.Disks.Any(d => d.Writable && (d.Chain.Any(i => IsOnVolume(i, paths)) || IsLibgfapi(d, volume) || Unclear(d, paths) is not null))
        || Argument(domain, paths, volume) is not null;

    /// <summary>Whether QEMU accesses the volume through libgfapi, without a mount.</summary>
    public static bool IsLibgfapi(DomainDisk disk, string volume) => disk.Chain.Any(i => i.Remote is { } remote
        && remote.StartsWith(Libgfapi, StringComparison.Ordinal)
        && $"{remote[Libgfapi.Length..].TrimStart('/')}/".StartsWith($"{volume}/", StringComparison.Ordinal));

    /// <summary>Converts a disk to the hypervisor-independent record.</summary>
    public static VmDisk Describe(DomainDisk disk, VolumePaths paths, IReadOnlyDictionary<string, long> bytes)
    {
        DiskImage active = disk.Active!;
        string[] chain = [.. disk.Chain.Select(i => paths.Relative(i)).OfType<string>()];
        long size = disk.Chain.Concat(DataFiles(disk)).Sum(i => i.Bytes > 0 ? i.Bytes : bytes.GetValueOrDefault(i.Path ?? ""));
        return new VmDisk(disk.Target, chain[0], active.Path!, active.Format, size, chain)
        {
            DataFiles = [.. DataFiles(disk).Select(i => paths.Relative(i)).OfType<string>()],
        };
    }

    /// <summary>Why no snapshot of the VM can be taken; null: it can.</summary>
    public static string? Obstacle(Domain domain, VolumePaths paths, string volume)
    {
        DomainDisk? direct = domain.Disks.FirstOrDefault(d => d.Writable && IsLibgfapi(d, volume));
        if (direct is not null)
        {
            return $"The disk {direct.Target} reaches the volume through libgfapi ({direct.Chain.First(i => i.Remote is not null)}), which is not supported: "
                + "give it as a file on a mount of the volume.";
        }

        IReadOnlyList<DomainDisk> ours = Protected(domain, paths);
        return ours.Select(d => domain.Active ? Obstacle(d, paths) : ObstacleShutOff(d, paths)).FirstOrDefault(o => o is not null)
            ?? domain.Disks.Where(d => d.Writable).Select(d => UnsupportedUse(d, paths)).FirstOrDefault(o => o is not null)
            ?? Argument(domain, paths, volume)
            ?? (ours.Count > 0 ? null : domain.Disks.Where(d => d.Writable).Select(d => UncertainDisk(d, paths, volume)).FirstOrDefault(o => o is not null));
    }

    private static string? Obstacle(DomainDisk disk, VolumePaths paths)
    {
        string name = $"disk {disk.Target}";
        DiskImage? outside = disk.Chain.Concat(DataFiles(disk)).FirstOrDefault(i => paths.Relative(i) is null);
        DiskImage? overlay = disk.Chain.FirstOrDefault(i => RunId.OfOverlay(i.Path ?? "") is not null);
        DiskImage? encrypted = disk.Chain.FirstOrDefault(i => i.Encryption is not null);
        return disk switch
        {
            _ when !IsPlainTarget(disk.Target) => $"A disk's name in the VM is '{disk.Target}', which no command can name.",
            _ when HasControlCharacter(disk) => $"The path of {name} contains a control character.",
            { Device: not "disk" } => $"The {name} is passed through to the guest as a {disk.Device}.",
            { Shareable: true } => $"The {name} is shareable: another VM may write to it at the same time.",
            { Discarded: true } => $"The {name} is transient: its changes are never kept.",
            _ when overlay is not null =>
                $"The {name} still has the overlay {overlay.Path} of run {RunId.OfOverlay(overlay.Path!)}: merge that first.",
            { Job: not null } => $"A block job ({disk.Job.Kind}) works on {name}: wait for its end, or abort it.",
            _ when encrypted is not null =>
                $"The {name} is encrypted by QEMU ({encrypted.Encryption}), and a snapshot's overlay would not be: what the guest writes "
                    + "during a run would be stored and replicated in clear text. Encrypt within the guest instead.",
            _ when disk.Chain.Any(i => i.IsSlice) => $"The {name} is only a part of an image, which an overlay's merge does not respect.",
            _ when disk.Unread is { } unread => $"The image {unread} of {name} could not be read with qemu-img: whether its content is in another file is not known.",
            _ when outside is not null =>
                $"The {name} needs {outside}, which is not on the volume: the VM could not start from a copy of the volume.",
            _ when IsTooLong(disk) => $"The file name of {name} is too long for the name of an overlay next to it.",
            _ => null,
        };
    }

    /// <summary>Why the images of a VM that is shut off cannot be compared. No snapshot is taken of them.</summary>
    private static string? ObstacleShutOff(DomainDisk disk, VolumePaths paths) => disk switch
    {
        _ when HasControlCharacter(disk) => $"The path of disk {disk.Target} contains a control character.",
        { Shareable: true } => $"The disk {disk.Target} is shareable: another VM may write to it.",
        _ when disk.Chain.FirstOrDefault(i => RunId.OfOverlay(i.Path ?? "") is not null) is { } overlay =>
            $"The disk {disk.Target} still has the overlay {overlay.Path} of run {RunId.OfOverlay(overlay.Path!)}: merge that first.",
        { Unread: { } unread } => $"The image {unread} of disk {disk.Target} could not be read with qemu-img: it does not exist, or it is not an image.",
        _ when disk.Chain.Concat(DataFiles(disk)).FirstOrDefault(i => paths.Relative(i) is null) is { } outside =>
            $"The disk {disk.Target} needs {outside}, which is not on the volume: the VM could not start from a copy of the volume.",
        _ => null,
    };

    private static string Medium(DomainDisk disk) =>
        disk.Device is "disk" or "lun" ? $"its read-only disk {disk.Target}" : $"the medium of its {disk.Device}";

    /// <summary>Why a disk on the volume cannot be protected: it is a block device, or its active image is elsewhere. Null: neither.</summary>
    private static string? UnsupportedUse(DomainDisk disk, VolumePaths paths) => disk switch
    {
        _ when paths.Relative(disk.Active) is not null => null,
        { Active: { Path: { } path, Type: not "file" } active } when paths.Relative(path) is not null =>
            $"The disk {disk.Target} is a {active.Type} on the volume ({path}), of which no snapshot can be taken.",
        _ when disk.Chain.FirstOrDefault(i => IsOnVolume(i, paths)) is { } below =>
            $"The disk {disk.Target} writes to {disk.Active}, which is not on the volume, while {below} below it is.",
        _ => null,
    };

    private static string? UncertainDisk(DomainDisk disk, VolumePaths paths, string volume) => Unclear(disk, paths) is not { } why ? null
        : $"It is unclear whether the disk {disk.Target} ({disk.Active}) is on volume {volume}: {why}. If it is, mount the volume from a host of "
            + "site.gluster or add that name there; if not, exclude the VM (snapshot.exclude).";

    private static string? Unclear(DomainDisk disk, VolumePaths paths) =>
        disk.Chain.Concat(DataFiles(disk)).Select(paths.WhyUncertain).FirstOrDefault(d => d is not null);

    /// <summary>A disk that the definition passes to QEMU as an argument: libvirt takes no snapshot of it.</summary>
    private static string? Argument(Domain domain, VolumePaths paths, string volume) =>
        domain.Arguments.FirstOrDefault(a => (a.Contains("gluster", StringComparison.OrdinalIgnoreCase) && a.Contains(volume, StringComparison.Ordinal))
            || paths.Mounts.OfVolume.Any(m => a.Contains($"{m.Target}/", StringComparison.Ordinal))) is { } argument
            ? $"The VM's definition passes a disk on the volume to QEMU directly ({argument}): libvirt takes no snapshot of it."
            : null;

    private static bool IsOnVolume(DiskImage image, VolumePaths paths) => paths.Relative(image.Path) is not null;

    private static IEnumerable<DiskImage> DataFiles(DomainDisk disk) => disk.Chain.Select(i => i.DataFile).OfType<DiskImage>();

    private static bool HasControlCharacter(DomainDisk disk) => disk.Chain.Any(i => (i.Path ?? "").Any(char.IsControl));

    private static bool IsTooLong(DomainDisk disk) =>
        Encoding.UTF8.GetByteCount(Path.GetFileName(disk.Active!.Path!)) + LongestSuffix > LongestFileName;

    // The target becomes part of virsh's command text and of diskspecs.
    private static bool IsPlainTarget(string target) => target.Length is > 0 and <= 16 && target.All(char.IsAsciiLetterOrDigit);
}
