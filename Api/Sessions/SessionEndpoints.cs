using GlusterDr.Sessions.Catalog;
using GlusterDr.Sessions.Control;
using GlusterDr.Sessions.Options;
using Microsoft.AspNetCore.Http;

namespace GlusterDr.Api.Sessions;

/// <summary>The handlers for geo-replication sessions.</summary>
internal static class SessionEndpoints
{
    /// <summary>The new value of an option.</summary>
    /// <param name="Value">The value, as text.</param>
    public sealed record SettingBody(string? Value);

    // Azure ends a request after 230 s.
    private const int LongestApart = 180;

    public static Task<IReadOnlyList<SessionView>> ListAsync(
        string? host, string? volume, SessionCatalog sessions, CancellationToken cancellation) => sessions.ListAsync(
            RequiredValue.Host(host), volume, cancellation);

    public static Task<SessionView> GetAsync(
        string host, string volume, string secondary, int? apart, SessionCatalog sessions, CancellationToken cancellation) => apart is < 0 or > LongestApart
            ? throw new BadHttpRequestException($"'apart' must be 0 to {LongestApart} seconds.")
            : sessions.ExamineAsync(SessionAddress.Of(host, volume, secondary), TimeSpan.FromSeconds(apart ?? 0), cancellation);

    public static Task<SessionOutcome> StartAsync(
        string host, string volume, string secondary, bool? force, SessionControl sessions, CancellationToken cancellation) =>
        sessions.StartAsync(SessionAddress.Of(host, volume, secondary), force ?? false, cancellation);

    public static Task<SessionOutcome> StopAsync(
        string host, string volume, string secondary, bool? force, SessionControl sessions, CancellationToken cancellation) =>
        sessions.StopAsync(SessionAddress.Of(host, volume, secondary), force ?? false, cancellation);

    public static Task<SessionOutcome> PauseAsync(
        string host, string volume, string secondary, bool? force, SessionControl sessions, CancellationToken cancellation) =>
        sessions.PauseAsync(SessionAddress.Of(host, volume, secondary), force ?? false, cancellation);

    public static Task<SessionOutcome> ResumeAsync(
        string host, string volume, string secondary, bool? force, SessionControl sessions, CancellationToken cancellation) =>
        sessions.ResumeAsync(SessionAddress.Of(host, volume, secondary), force ?? false, cancellation);

    public static Task<SessionOutcome> RemoveAsync(
        string host, string volume, string secondary, bool? resetSyncTime, bool? force, SessionControl sessions, CancellationToken cancellation) =>
        sessions.RemoveAsync(SessionAddress.Of(host, volume, secondary), resetSyncTime ?? false, force ?? false, cancellation);

    public static Task<IReadOnlyList<SessionOptionView>> ConfigAsync(
        string host, string volume, string secondary, SessionSettings settings, CancellationToken cancellation) =>
        settings.ListAsync(SessionAddress.Of(host, volume, secondary), cancellation);

    public static Task<SessionOutcome> SetAsync(
        string host, string volume, string secondary, string option, bool? force, SettingBody body, SessionSettings settings, CancellationToken cancellation) =>
        settings.SetAsync(SessionAddress.Of(host, volume, secondary), option, body.Value ?? throw NoValue(), force ?? false, cancellation);

    public static Task<SessionOutcome> ResetAsync(
        string host, string volume, string secondary, string option, bool? force, SessionSettings settings, CancellationToken cancellation) =>
        settings.ResetAsync(SessionAddress.Of(host, volume, secondary), option, force ?? false, cancellation);

    public static Task<BandwidthLimit> GetLimitAsync(
        string host, string volume, string secondary, SessionSettings settings, CancellationToken cancellation) =>
        settings.GetLimitAsync(SessionAddress.Of(host, volume, secondary), cancellation);

    public static Task<SessionOutcome> LimitAsync(
        string host, string volume, string secondary, bool? force, SettingBody body, SessionSettings settings, CancellationToken cancellation) =>
        settings.LimitAsync(SessionAddress.Of(host, volume, secondary), body.Value ?? throw NoValue(), force ?? false, cancellation);

    private static BadHttpRequestException NoValue() => new("The body is {\"value\": \"...\"}.");
}
