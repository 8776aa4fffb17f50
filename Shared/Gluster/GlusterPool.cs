using GlusterDr.Remote;

namespace GlusterDr.Gluster;

/// <summary>A trusted storage pool, through any of these nodes.</summary>
/// <param name="Nodes">Tried in this order; the first that answers serves.</param>
public sealed record GlusterPool(IReadOnlyList<RemoteHost> Nodes)
{
    /// <inheritdoc/>
    public override string ToString() => string.Join(", ", Nodes.Select(n => n.Name));
}
