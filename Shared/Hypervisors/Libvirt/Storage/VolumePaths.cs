using GlusterDr.Hypervisors.Libvirt.Domains;

namespace GlusterDr.Hypervisors.Libvirt.Storage;

/// <summary>Which of a host's paths are on the volume, and where there; links on the way are followed.</summary>
/// <param name="mounts">The host's mounts.</param>
/// <param name="resolved">Paths outside the mounts, with where they really lead.</param>
public sealed class VolumePaths(VolumeMounts mounts, IReadOnlyDictionary<string, string> resolved)
{
    /// <summary>The host's mounts.</summary>
    public VolumeMounts Mounts { get; } = mounts;

    /// <summary>The path within the volume; null: it is not on the volume.</summary>
    public string? Relative(string? hostPath) => hostPath is null
        ? null
        : Mounts.Relative(hostPath) ?? (resolved.TryGetValue(hostPath, out string? real) ? Mounts.Relative(real) : null);

    /// <summary>Why it cannot be told whether an image is on the volume; null: it can.</summary>
    public string? Doubt(DiskImage image) => image switch
    {
        { PoolProblem: { } problem } => problem,
        { Type: "block", Path: { } device } when device.StartsWith("/dev/loop", StringComparison.Ordinal) => $"{device} is a loop device, whose file may be anywhere",
        { Path: { } path } when Relative(path) is null => Mounts.Doubt(path) ?? (resolved.TryGetValue(path, out string? real) ? Mounts.Doubt(real) : null),
        _ => null,
    };

    /// <summary>The path within the volume of an image; null: it is not on the volume.</summary>
    public string? Relative(DiskImage? image) => image is { Type: "file" } ? Relative(image.Path) : null;
}
