using GlusterDr.Sessions.Catalog;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace GlusterDr.Api.GlusterEvents;

/// <summary>The handlers for Gluster's events.</summary>
internal static class EventsEndpoints
{
    public static async Task<IReadOnlyList<NodeEventsReport>> LookAsync(
        string? host, PoolFinder pools, EventsInstaller installer, CancellationToken cancellation) =>
        await installer.LookAsync(await pools.FindAsync(RequiredValue.Of(host, "'host' is missing."), cancellation), cancellation);

    public static async Task<IReadOnlyList<NodeEventsReport>> InstallAsync(
        string? host, string? url, PoolFinder pools, EventsInstaller installer, CancellationToken cancellation) =>
        await installer.InstallAsync(await pools.FindAsync(RequiredValue.Of(host, "'host' is missing."), cancellation), Address(url), cancellation);

    public static async Task<NoContent> RemoveAsync(
        string? host, string? url, PoolFinder pools, EventsInstaller installer, CancellationToken cancellation)
    {
        await installer.RemoveAsync(await pools.FindAsync(RequiredValue.Of(host, "'host' is missing."), cancellation), Address(url), cancellation);
        return TypedResults.NoContent();
    }

    private static Uri Address(string? url) => Uri.TryCreate(RequiredValue.Of(url, "'url' is missing."), UriKind.Absolute, out Uri? parsed)
        ? parsed
        : throw new BadHttpRequestException("'url' is not an absolute address.");
}
