namespace GlusterDr.Gluster.Agent;

/// <summary>A session's worker as the agent describes it; times in seconds.</summary>
internal sealed record AgentWorker(string Volume, string Secondary, string Brick, string SecondaryNode, double Started, double Uptime);
