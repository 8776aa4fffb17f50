using GlusterDr.Api.Operations;
using GlusterDr.Api.Sessions;
using GlusterDr.Sessions.Catalog;
using GlusterDr.Sessions.Control;
using GlusterDr.Sessions.Options;

namespace GlusterDr.Local.Api;

/// <content>Geo-replication sessions.</content>
public sealed partial class ApiClient
{
    /// <summary>The sessions of a pool, or of one of its volumes.</summary>
    public Task<IReadOnlyList<SessionView>> ListSessionsAsync(string host, string? volume, CancellationToken cancellation) =>
        GetAsync<IReadOnlyList<SessionView>>(SessionOperations.List.Route + Query("?host", host) + Query("&volume", volume), cancellation);

    /// <summary>One session.</summary>
    public Task<SessionView> GetSessionAsync(SessionAddress session, TimeSpan apart, CancellationToken cancellation) =>
        GetAsync<SessionView>($"{Fill(SessionOperations.Get, session)}?apart={(int)apart.TotalSeconds}", cancellation);

    /// <summary>Starts, stops, pauses or resumes a session.</summary>
    public Task<SessionOutcome> ChangeSessionAsync(ApiOperation operation, SessionAddress session, bool force, CancellationToken cancellation) =>
        SendAsync<SessionOutcome>(HttpMethod.Post, Fill(operation, session) + Force('?', force), null, cancellation);

    /// <summary>Removes a session.</summary>
    public Task<SessionOutcome> RemoveSessionAsync(SessionAddress session, bool resetSyncTime, bool force, CancellationToken cancellation) =>
        SendAsync<SessionOutcome>(
            HttpMethod.Delete, $"{Fill(SessionOperations.Remove, session)}?resetSyncTime={(resetSyncTime ? "true" : "false")}{Force('&', force)}", null, cancellation);

    /// <summary>Every option of a session.</summary>
    public Task<IReadOnlyList<SessionOptionView>> ListSessionOptionsAsync(SessionAddress session, CancellationToken cancellation) =>
        GetAsync<IReadOnlyList<SessionOptionView>>(Fill(SessionOperations.Config, session), cancellation);

    /// <summary>Sets an option.</summary>
    public Task<SessionOutcome> SetSessionOptionAsync(SessionAddress session, string option, string value, bool force, CancellationToken cancellation) =>
        SendAsync<SessionOutcome>(HttpMethod.Put, Option(SessionOperations.Set, session, option, force), Content(new SessionEndpoints.SettingBody(value)), cancellation);

    /// <summary>Resets an option to its default.</summary>
    public Task<SessionOutcome> ResetSessionOptionAsync(SessionAddress session, string option, bool force, CancellationToken cancellation) =>
        SendAsync<SessionOutcome>(HttpMethod.Delete, Option(SessionOperations.Reset, session, option, force), null, cancellation);

    /// <summary>The bandwidth limit of a session.</summary>
    public Task<BandwidthLimit> GetSessionLimitAsync(SessionAddress session, CancellationToken cancellation) =>
        GetAsync<BandwidthLimit>(Fill(SessionOperations.GetLimit, session), cancellation);

    /// <summary>Sets the bandwidth limit of a session.</summary>
    public Task<SessionOutcome> LimitSessionAsync(SessionAddress session, string limit, bool force, CancellationToken cancellation) =>
        SendAsync<SessionOutcome>(
            HttpMethod.Put, Fill(SessionOperations.Limit, session) + Force('?', force), Content(new SessionEndpoints.SettingBody(limit)), cancellation);

    private static string Option(ApiOperation operation, SessionAddress session, string option, bool force) =>
        Fill(operation, session).Replace("{option}", Uri.EscapeDataString(option), StringComparison.Ordinal) + Force('?', force);

    private static string Fill(ApiOperation operation, SessionAddress session) => operation.Route
        .Replace("{host}", Uri.EscapeDataString(session.Host), StringComparison.Ordinal)
        .Replace("{volume}", Uri.EscapeDataString(session.Session.PrimaryVolume), StringComparison.Ordinal)
        .Replace("{secondary}", Uri.EscapeDataString(session.Session.SecondaryUrl), StringComparison.Ordinal);

    private static string Force(char first, bool force) => force ? $"{first}force=true" : "";
}
