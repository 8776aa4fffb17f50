using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace GlusterDr.Api;

/// <content>Making sessions, and operations.</content>
internal static partial class DrApi
{
    private static void MapSetUp(IEndpointRouteBuilder api)
    {
        api.MapPost(ApiOperations.CreateSession.Route, SetUpEndpoints.CreateAsync).As(ApiOperations.CreateSession, 400, 409);
        api.MapPost(ApiOperations.CheckSession.Route, SetUpEndpoints.CheckAsync).As(ApiOperations.CheckSession, 400);
        api.MapGet(ApiOperations.ListDestinations.Route, SetUpEndpoints.DestinationsAsync).As(ApiOperations.ListDestinations, 400, 502);
        api.MapGet(ApiOperations.GetOrigin.Route, SetUpEndpoints.OriginAsync).As(ApiOperations.GetOrigin, 400, 404, 502);
    }

    private static void MapOperations(IEndpointRouteBuilder api)
    {
        api.MapGet(ApiOperations.ListOperations.Route, OperationEndpoints.ListAsync).As(ApiOperations.ListOperations, 400);
        api.MapGet(ApiOperations.GetOperation.Route, OperationEndpoints.GetAsync).As(ApiOperations.GetOperation, 404);
        api.MapGet(ApiOperations.FollowOperation.Route, OperationEndpoints.FollowAsync).As(ApiOperations.FollowOperation, 404);
        api.MapPost(ApiOperations.CancelOperation.Route, OperationEndpoints.CancelAsync).As(ApiOperations.CancelOperation, 404);
    }
}
