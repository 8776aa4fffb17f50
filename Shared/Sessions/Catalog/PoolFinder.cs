using GlusterDr.Errors;
using GlusterDr.Gluster.Volumes;
using GlusterDr.Policies;
using GlusterDr.Sites;

namespace GlusterDr.Sessions.Catalog;

/// <summary>Makes a pool of the name of any of its hosts.</summary>
public sealed class PoolFinder(PolicyStore policies)
{
    /// <summary>
    /// The pool of the site that a stored policy names this host in, reached as that policy says; otherwise the host alone, reached
    /// as the user's own ssh configuration has it.
    /// </summary>
    /// <exception cref="DrException"><see cref="ErrorCodes.NameInvalid"/>.</exception>
    public async Task<GlusterPool> FindAsync(string host, CancellationToken cancellation)
    {
        HostName.Require(host);
        IEnumerable<Site> sites = (await policies.ListAsync(cancellation)).SelectMany(p => p.Destinations.Select(d => d.Site).Prepend(p.Site));
        return sites.FirstOrDefault(s => s.GlusterHosts.Contains(host, StringComparer.OrdinalIgnoreCase)) is { } site
            ? new(site.GlusterNodes())
            : new([new RemoteHost(host, new SshSettings())]);
    }
}
