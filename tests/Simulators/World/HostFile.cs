namespace GlusterDr.Simulators;

/// <summary>A file of a volume, with its path on a host.</summary>
/// <param name="Path">The host's path.</param>
/// <param name="Volume">The volume.</param>
/// <param name="File">The file.</param>
internal sealed record HostFile(string Path, SimulatedVolume Volume, SimulatedFile File)
{
    /// <summary>Finds the file at a path on this host. Null: there is none.</summary>
    public static HostFile? Find(SimulatedNode node, string path) =>
        VolumeOf(node, path) is { } volume && volume.TryGetFile(Relative(volume, path), out SimulatedFile? file) ? new HostFile(path, volume, file) : null;

    /// <summary>The volume whose mount a path is below.</summary>
    public static SimulatedVolume? VolumeOf(SimulatedNode node, string path) => node.Site.Volumes.FirstOrDefault(v =>
        path.StartsWith(v.MountPath + '/', StringComparison.Ordinal) && node.Hypervisor?.Unmounted.Contains(v.Name) == false);

    public static string Relative(SimulatedVolume volume, string path) => path[(volume.MountPath.Length + 1)..];
}
