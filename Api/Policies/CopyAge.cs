namespace GlusterDr.Api.Policies;

/// <summary>How old a destination's copy is.</summary>
/// <param name="Destination">The destination.</param>
/// <param name="TakenAt">The state that its newest recovery point holds; null: it has none.</param>
public sealed record CopyAge(string Destination, DateTimeOffset? TakenAt);
