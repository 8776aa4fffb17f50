namespace GlusterDr.Hypervisors.Libvirt.Merging;

/// <summary>An overlay file that no VM's chain has.</summary>
/// <param name="Path">Relative to the volume's root.</param>
/// <param name="RunId">The run in its name.</param>
/// <param name="Host">The host that saw it.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="PathOnHost">Where that host sees it.</param>
public sealed record OrphanFile(string Path, string RunId, string Host, long Bytes, string PathOnHost);
