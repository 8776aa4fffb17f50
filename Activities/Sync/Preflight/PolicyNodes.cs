using GlusterDr.Gluster.Volumes;
using GlusterDr.Policies;

namespace GlusterDr.Activities.Sync.Preflight;

/// <summary>Which nodes of a site are asked.</summary>
internal static class PolicyNodes
{
    /// <summary>The policy with these nodes as the Gluster nodes of its site: those that answer.</summary>
    public static Policy Through(this Policy policy, GlusterPool pool) =>
        policy with { Site = policy.Site with { GlusterHosts = [.. pool.Nodes.Select(n => n.Name)] } };
}
