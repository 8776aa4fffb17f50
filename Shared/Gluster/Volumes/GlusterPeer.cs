namespace GlusterDr.Gluster.Volumes;

/// <summary>A node of a pool, as the node that answered sees it.</summary>
/// <param name="Host">Its name; the answering node calls itself <c>localhost</c>.</param>
/// <param name="NodeId">Its UUID.</param>
/// <param name="Connected">Whether the answering node can talk to it.</param>
public sealed record GlusterPeer(string Host, string NodeId, bool Connected);
