namespace GlusterDr.Gluster.Agent;

/// <summary>Whether a brick has begun a new changelog, as the agent tells it.</summary>
internal sealed record AgentRollover(string Path, bool RolledOver, string? Problem = null);
