using GlusterDr.Api.GlusterEvents;
using GlusterDr.Api.Health;
using GlusterDr.Api.Operations;
using GlusterDr.Api.Policies;
using GlusterDr.Api.Runs;
using GlusterDr.Api.Sessions;
using GlusterDr.Policies;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace GlusterDr.Api;

/// <summary>Maps every <see cref="ApiOperations">operation</see> to its handler.</summary>
internal static partial class DrApi
{
    public const string OpenApiRoute = "/openapi/{documentName}.json";

    /// <summary>The largest request body, in bytes. A policy with 1,000 destinations is far smaller.</summary>
    public const long MaxBodyBytes = 1 << 20;

    public static void MapDrApi(this IEndpointRouteBuilder api)
    {
        MapPolicies(api);
        MapRuns(api);
        MapSessions(api);
        MapEvents(api);
        MapSetUp(api);
        MapDiagnosis(api);
        MapOperations(api);
        api.MapGet(ApiOperations.ListPoints.Route, PolicyEndpoints.PointsAsync).As(ApiOperations.ListPoints);
        api.MapGet(ApiOperations.GetHealth.Route, HealthEndpoint.GetAsync).As(ApiOperations.GetHealth);
        api.MapOpenApi(OpenApiRoute);
    }

    private static void MapPolicies(IEndpointRouteBuilder api)
    {
        api.MapGet(ApiOperations.ListPolicies.Route, PolicyEndpoints.ListAsync).As(ApiOperations.ListPolicies);
        api.MapGet(ApiOperations.GetPolicy.Route, PolicyEndpoints.GetAsync).As(ApiOperations.GetPolicy, 404);
        api.MapPut(ApiOperations.PutPolicy.Route, PolicyEndpoints.PutAsync).As(ApiOperations.PutPolicy, 400).Accepts<Policy>(
            PolicyBody.Json, PolicyBody.Yaml);
        api.MapDelete(ApiOperations.DeletePolicy.Route, PolicyEndpoints.DeleteAsync).As(ApiOperations.DeletePolicy, 404, 409);
        api.MapPost(ApiOperations.CheckPolicy.Route, PolicyEndpoints.CheckAsync).As(ApiOperations.CheckPolicy, 404);
        api.MapPost(ApiOperations.CheckBody.Route, PolicyEndpoints.CheckBodyAsync).As(ApiOperations.CheckBody, 400).Accepts<Policy>(
            PolicyBody.Json, PolicyBody.Yaml);
    }

    private static void MapRuns(IEndpointRouteBuilder api)
    {
        api.MapPost(ApiOperations.StartRun.Route, RunEndpoints.StartAsync).As(ApiOperations.StartRun, 404, 409);
        api.MapGet(ApiOperations.ListRuns.Route, RunEndpoints.ListAsync).As(ApiOperations.ListRuns, 400);
        api.MapGet(ApiOperations.GetRun.Route, RunEndpoints.GetAsync).As(ApiOperations.GetRun, 404);
        api.MapGet(ApiOperations.FollowRun.Route, RunEndpoints.FollowAsync).As(ApiOperations.FollowRun, 404);
        api.MapPost(ApiOperations.CancelRun.Route, RunEndpoints.CancelAsync).As(ApiOperations.CancelRun, 404);
        api.MapPost(ApiOperations.RaiseEvent.Route, RunEndpoints.RaiseAsync).As(ApiOperations.RaiseEvent, 400, 404);
    }

    private static void MapSessions(IEndpointRouteBuilder api)
    {
        api.MapGet(SessionOperations.List.Route, SessionEndpoints.ListAsync).As(SessionOperations.List, 400, 404, 502);
        api.MapGet(SessionOperations.Get.Route, SessionEndpoints.GetAsync).As(SessionOperations.Get, 400, 404, 502);
        api.MapPost(SessionOperations.Start.Route, SessionEndpoints.StartAsync).As(SessionOperations.Start, 400, 404, 409, 502);
        api.MapPost(SessionOperations.Stop.Route, SessionEndpoints.StopAsync).As(SessionOperations.Stop, 400, 404, 409, 502);
        api.MapPost(SessionOperations.Pause.Route, SessionEndpoints.PauseAsync).As(SessionOperations.Pause, 400, 404, 409, 502);
        api.MapPost(SessionOperations.Resume.Route, SessionEndpoints.ResumeAsync).As(SessionOperations.Resume, 400, 404, 409, 502);
        api.MapDelete(SessionOperations.Remove.Route, SessionEndpoints.RemoveAsync).As(SessionOperations.Remove, 400, 404, 409, 502);
        api.MapGet(SessionOperations.Config.Route, SessionEndpoints.ConfigAsync).As(SessionOperations.Config, 400, 404, 502);
        api.MapPut(SessionOperations.Set.Route, SessionEndpoints.SetAsync).As(SessionOperations.Set, 400, 404, 409, 502);
        api.MapDelete(SessionOperations.Reset.Route, SessionEndpoints.ResetAsync).As(SessionOperations.Reset, 400, 404, 409, 502);
        api.MapGet(SessionOperations.GetLimit.Route, SessionEndpoints.GetLimitAsync).As(SessionOperations.GetLimit, 400, 404, 502);
        api.MapPut(SessionOperations.Limit.Route, SessionEndpoints.LimitAsync).As(SessionOperations.Limit, 400, 404, 409, 502);
    }

    private static void MapEvents(IEndpointRouteBuilder api)
    {
        api.MapGet(ApiOperations.LookAtEvents.Route, EventsEndpoints.LookAsync).As(ApiOperations.LookAtEvents, 400, 502);
        api.MapPut(ApiOperations.InstallEvents.Route, EventsEndpoints.InstallAsync).As(ApiOperations.InstallEvents, 400, 502);
        api.MapDelete(ApiOperations.RemoveEvents.Route, EventsEndpoints.RemoveAsync).As(ApiOperations.RemoveEvents, 400, 502);
    }

    private static RouteHandlerBuilder As(this RouteHandlerBuilder route, ApiOperation operation, params int[] problems)
    {
        route.WithName(operation.Name).WithSummary(operation.Summary).WithTags(operation.Subject);
        foreach (int status in problems.Append(401))
        {
            route.Produces<Problem>(status, Problem.MediaType);
        }

        return route;
    }
}
