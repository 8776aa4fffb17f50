namespace GlusterDr.Gluster.Agent;

/// <summary>Why the agent could not do it.</summary>
/// <param name="Code">Its own word for the kind.</param>
/// <param name="Message">The fact.</param>
/// <param name="Log">The last lines of the mount's log.</param>
internal sealed record AgentError(string Code, string Message, IReadOnlyList<string> Log);
