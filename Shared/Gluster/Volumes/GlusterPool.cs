using GlusterDr.Sites;

namespace GlusterDr.Gluster.Volumes;

/// <summary>A trusted storage pool, reached through any of these nodes.</summary>
/// <param name="Nodes">The nodes, tried in this order; the first that answers is used.</param>
public sealed record GlusterPool(IReadOnlyList<RemoteHost> Nodes)
{
    /// <summary>A host of this pool by Gluster's name for it, reached with the same settings as the pool's first node.</summary>
    public RemoteHost Host(string name) =>
        Nodes.FirstOrDefault(n => string.Equals(n.Name, name, StringComparison.OrdinalIgnoreCase)) ?? Nodes[0] with { Name = HostName.Require(name) };

    /// <inheritdoc/>
    public override string ToString() => string.Join(", ", Nodes.Select(n => n.Name));
}
