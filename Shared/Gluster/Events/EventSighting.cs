namespace GlusterDr.Gluster.Events;

/// <summary>The newest event that came from a node.</summary>
/// <param name="NodeId">The node's UUID.</param>
/// <param name="At">When it came here.</param>
/// <param name="Event">Its type.</param>
/// <param name="Mark">What one of our own carried; null: it was one of Gluster's.</param>
public sealed record EventSighting(string NodeId, DateTimeOffset At, string Event, string? Mark);
