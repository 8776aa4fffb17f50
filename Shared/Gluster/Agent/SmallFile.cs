namespace GlusterDr.Gluster.Agent;

/// <summary>A small text file to be written: a VM's definition, for example.</summary>
/// <param name="Path">Relative to the volume's root.</param>
/// <param name="Content">Its whole content, written as UTF-8.</param>
public sealed record SmallFile(string Path, string Content);
