using GlusterDr.Api.GlusterEvents;
using GlusterDr.Api.Operations;

namespace GlusterDr.Local.Api;

/// <content>Gluster's events.</content>
public sealed partial class ApiClient
{
    /// <summary>How the nodes of a pool send their events.</summary>
    public Task<IReadOnlyList<NodeEventsReport>> LookAtEventsAsync(string host, CancellationToken cancellation) =>
        GetAsync<IReadOnlyList<NodeEventsReport>>(ApiOperations.LookAtEvents.Route + Query("?host", host), cancellation);

    /// <summary>Makes them send events to this address of the host's webhook.</summary>
    public Task<IReadOnlyList<NodeEventsReport>> InstallEventsAsync(string host, Uri url, CancellationToken cancellation) =>
        SendAsync<IReadOnlyList<NodeEventsReport>>(
            HttpMethod.Put, ApiOperations.InstallEvents.Route + Query("?host", host) + Query("&url", url.AbsoluteUri), null, cancellation);

    /// <summary>Stops them from sending events there.</summary>
    public async Task RemoveEventsAsync(string host, Uri url, CancellationToken cancellation)
    {
        string path = ApiOperations.RemoveEvents.Route + Query("?host", host) + Query("&url", url.AbsoluteUri);
        using HttpResponseMessage response = await SendAsync(HttpMethod.Delete, path, null, cancellation);
    }
}
