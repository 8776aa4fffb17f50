using GlusterDr.Errors;

namespace GlusterDr.Activities.Sync.Preflight;

/// <summary>What a node that a site lists told of itself.</summary>
/// <param name="Node">The node, as the policy names it.</param>
/// <param name="Pool">The pool that it is in; null: see <paramref name="Error"/>.</param>
/// <param name="Error">Why that is not known.</param>
public sealed record NodeIdentity(string Node, NodePool? Pool, Error? Error)
{
    /// <summary>Whether no command reaches the node: asked for something else it would say the same, after as long a wait.</summary>
    public bool IsSilent => Error?.Code is ErrorCodes.HostUnreachable or ErrorCodes.HostBusy;
}
