using GlusterDr.Sites;

namespace GlusterDr.Gluster.Volumes;

/// <summary>A trusted storage pool, through any of these nodes.</summary>
/// <param name="Nodes">Tried in this order; the first that answers serves.</param>
public sealed record GlusterPool(IReadOnlyList<RemoteHost> Nodes)
{
    /// <summary>A host of this pool, by whatever name Gluster has for it, reached as the pool's first node is.</summary>
    public RemoteHost Host(string name) =>
        Nodes.FirstOrDefault(n => string.Equals(n.Name, name, StringComparison.OrdinalIgnoreCase)) ?? Nodes[0] with { Name = HostName.Require(name) };

    /// <inheritdoc/>
    public override string ToString() => string.Join(", ", Nodes.Select(n => n.Name));
}
