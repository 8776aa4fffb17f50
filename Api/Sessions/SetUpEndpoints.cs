using GlusterDr.Api.Operations;
using GlusterDr.Ids;
using GlusterDr.Sessions.Catalog;
using GlusterDr.Sessions.Control;
using GlusterDr.Sessions.Origins;
using GlusterDr.Sessions.SetUp;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace GlusterDr.Api.Sessions;

/// <summary>The handlers for session set-up and destinations.</summary>
internal static class SetUpEndpoints
{
    public static async Task<Accepted<OperationCatalog.Started>> CreateAsync(NewSessionBody body, OperationCatalog operations, CancellationToken cancellation)
    {
        SetUpRequest request = body.ToRequest();
        string id = await operations.StartAsync(
            OperationId.Session, SetUpRequest.OrchestratorName, request.Session.PrimaryVolume, request, cancellation);
        return OperationEndpoints.Accepted(id, new OperationCatalog.Started(id));
    }

    public static Task<SessionCheck> CheckAsync(NewSessionBody body, ISessionChecker checker, CancellationToken cancellation) =>
        checker.CheckAsync(body.ToRequest(), cancellation);

    public static Task<SessionOutcome> CleanAsync(
        string host, string volume, string secondary, string? secondaryHost, SecondaryCleaner cleaner, CancellationToken cancellation) =>
        cleaner.CleanAsync(SessionAddress.Of(host, volume, secondary), secondaryHost, cancellation);

    public static async Task<IReadOnlyList<DestinationVolume>> DestinationsAsync(
        string? host, PoolFinder pools, DestinationCatalog destinations, CancellationToken cancellation) =>
        await destinations.ListAsync(await pools.FindAsync(RequiredValue.Host(host), cancellation), cancellation);

    public static async Task<OriginReport> OriginAsync(
        string volume, string? host, PoolFinder pools, OriginFinder origins, CancellationToken cancellation) =>
        await origins.FindAsync(await pools.FindAsync(RequiredValue.Host(host), cancellation), volume, cancellation);
}
