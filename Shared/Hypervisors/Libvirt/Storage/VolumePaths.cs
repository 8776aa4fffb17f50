using GlusterDr.Hypervisors.Libvirt.Domains;

namespace GlusterDr.Hypervisors.Libvirt.Storage;

/// <summary>Converts paths of a host to paths within the volume, with symbolic links resolved.</summary>
/// <param name="mounts">The host's mounts.</param>
/// <param name="resolved">Paths outside the mounts of the volume, with their resolved paths.</param>
public sealed class VolumePaths(VolumeMounts mounts, IReadOnlyDictionary<string, string> resolved)
{
    /// <summary>The host's mounts.</summary>
    public VolumeMounts Mounts { get; } = mounts;

    /// <summary>The path within the volume; null: it is not on the volume.</summary>
    public string? Relative(string? hostPath) => hostPath is null
        ? null
        : Mounts.Relative(hostPath) ?? (resolved.TryGetValue(hostPath, out string? real) ? Mounts.Relative(real) : null);

    /// <summary>Why it is uncertain whether an image is on the volume; null: it is certain.</summary>
    public string? WhyUncertain(DiskImage image) => image switch
    {
        { PoolProblem: { } problem } => problem,
        { Type: "block", Path: { } device } when device.StartsWith("/dev/loop", StringComparison.Ordinal) => $"{device} is a loop device, whose file may be anywhere",
        { Path: { } path } when Relative(path) is null => Mounts.WhyUncertain(path) ?? (resolved.TryGetValue(path, out string? real) ? Mounts.WhyUncertain(real) : null),
        _ => null,
    };

    /// <summary>The path within the volume of an image; null: it is not on the volume.</summary>
    public string? Relative(DiskImage? image) => image is { Type: "file" } ? Relative(image.Path) : null;
}
