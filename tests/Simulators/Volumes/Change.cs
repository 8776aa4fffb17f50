namespace GlusterDr.Simulators;

/// <summary>A change that a brick's changelog records. A span when a guest writes all the while; <c>To</c> is open then.</summary>
internal sealed record Change(ChangeKind Kind, string Path, DateTimeOffset From, DateTimeOffset To);
