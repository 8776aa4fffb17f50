namespace GlusterDr.Gluster.Agent;

/// <summary>The process of a session's worker on its node. Times are by the node's clock.</summary>
/// <param name="Volume">The primary volume.</param>
/// <param name="Secondary">The secondary as the session names it.</param>
/// <param name="Brick">The brick that it works on.</param>
/// <param name="SecondaryNode">The secondary node that it connects to.</param>
/// <param name="StartedAt">When it started.</param>
/// <param name="Uptime">How long ago that was.</param>
public sealed record WorkerProcess(
    string Volume, string Secondary, string Brick, string SecondaryNode, DateTimeOffset StartedAt, TimeSpan Uptime);
