namespace GlusterDr.Simulators;

/// <summary>A change that a brick's changelog records. For a guest that writes continuously it is a time span; <c>To</c> is open until it ends.</summary>
internal sealed record Change(ChangeKind Kind, string Path, DateTimeOffset From, DateTimeOffset To);
