using GlusterDr.Errors;
using GlusterDr.Gluster.Volumes;
using GlusterDr.Policies;
using GlusterDr.Sites;

namespace GlusterDr.Sessions.Catalog;

/// <summary>Finds the pool of a host.</summary>
public sealed class PoolFinder(PolicyStore policies)
{
    /// <summary>
    /// The pool of the site in which a stored policy names this host, with the SSH settings of the policy. Otherwise the host alone, with
    /// the ssh configuration of the user.
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
