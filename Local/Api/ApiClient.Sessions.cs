using GlusterDr.Api;
using GlusterDr.Sessions;

namespace GlusterDr.Local.Api;

/// <content>Geo-replication sessions.</content>
public sealed partial class ApiClient
{
    /// <summary>The sessions of a pool, or of one of its volumes.</summary>
    public Task<IReadOnlyList<SessionView>> ListSessionsAsync(string host, string? volume, CancellationToken cancellation) =>
        GetAsync<IReadOnlyList<SessionView>>(ApiOperations.ListSessions.Route + Query("?host", host) + Query("&volume", volume), cancellation);
}
