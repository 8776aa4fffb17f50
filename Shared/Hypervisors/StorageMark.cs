namespace GlusterDr.Hypervisors;

/// <summary>A file by which a storage domain is known on its volume.</summary>
/// <param name="Volume">The volume.</param>
/// <param name="Path">The file, relative to the volume's root.</param>
public sealed record StorageMark(string Volume, string Path);
