using GlusterDr.Sessions;
using Microsoft.AspNetCore.Http;

namespace GlusterDr.Api;

/// <summary>What the API does with geo-replication sessions.</summary>
internal static class SessionEndpoints
{
    public static Task<IReadOnlyList<SessionView>> ListAsync(
        string? host, string? volume, SessionCatalog sessions, CancellationToken cancellation) => sessions.ListAsync(
            string.IsNullOrEmpty(host) ? throw new BadHttpRequestException("'host' names any host of the pool.") : host, volume, cancellation);
}
