namespace GlusterDr.Sites;

/// <summary>A site: its Gluster pool, its hypervisor, and how their hosts are reached.</summary>
public sealed record Site
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>Nodes of the Gluster pool. Any of them can be used; they are tried in this order.</summary>
    public required IReadOnlyList<string> GlusterHosts { get; init; }

    /// <summary>The hypervisor; null: the site only keeps copies.</summary>
    public HypervisorSettings? Hypervisor { get; init; }

    /// <summary>How the hosts are reached.</summary>
    public SshSettings Ssh { get; init; } = new();

    /// <summary>The nodes as hosts that commands run on.</summary>
    public IReadOnlyList<RemoteHost> GlusterNodes() => [.. GlusterHosts.Select(Host)];

    /// <summary>A host of this site.</summary>
    public RemoteHost Host(string name) => new(name, Ssh);
}
