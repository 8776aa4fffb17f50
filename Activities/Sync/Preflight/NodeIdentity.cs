using GlusterDr.Errors;

namespace GlusterDr.Activities.Sync.Preflight;

/// <summary>The identity of a node of a site.</summary>
/// <param name="Node">The name of the node in the policy.</param>
/// <param name="Pool">Its pool; null: see <paramref name="Error"/>.</param>
/// <param name="Error">Why the pool is unknown.</param>
public sealed record NodeIdentity(string Node, NodePool? Pool, Error? Error)
{
    /// <summary>Whether no command reaches the node: any other command would fail too, after the same time.</summary>
    public bool IsSilent => Error?.Code is ErrorCodes.HostUnreachable or ErrorCodes.HostBusy;
}
