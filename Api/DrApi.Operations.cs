using GlusterDr.Api.Operations;
using GlusterDr.Api.Sessions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace GlusterDr.Api;

/// <content>Session set-up and operations.</content>
internal static partial class DrApi
{
    private static void MapSetUp(IEndpointRouteBuilder api)
    {
        api.MapPost(SetUpOperations.CreateSession.Route, SetUpEndpoints.CreateAsync).As(SetUpOperations.CreateSession, 400, 409);
        api.MapPost(SetUpOperations.CheckSession.Route, SetUpEndpoints.CheckAsync).As(SetUpOperations.CheckSession, 400);
        api.MapPost(SetUpOperations.CleanSession.Route, SetUpEndpoints.CleanAsync).As(SetUpOperations.CleanSession, 400, 409, 502);
        api.MapGet(SetUpOperations.ListDestinations.Route, SetUpEndpoints.DestinationsAsync).As(SetUpOperations.ListDestinations, 400, 502);
        api.MapGet(SetUpOperations.GetOrigin.Route, SetUpEndpoints.OriginAsync).As(SetUpOperations.GetOrigin, 400, 404, 502);
    }

    private static void MapDiagnosis(IEndpointRouteBuilder api)
    {
        api.MapPost(DiagnosisOperations.Diagnose.Route, DiagnosisEndpoints.DiagnoseAsync).As(DiagnosisOperations.Diagnose, 400, 409);
        api.MapPost(DiagnosisOperations.Repair.Route, DiagnosisEndpoints.RepairAsync).As(DiagnosisOperations.Repair, 400, 409);
    }

    private static void MapOperations(IEndpointRouteBuilder api)
    {
        api.MapGet(SetUpOperations.ListOperations.Route, OperationEndpoints.ListAsync).As(SetUpOperations.ListOperations, 400);
        api.MapGet(SetUpOperations.GetOperation.Route, OperationEndpoints.GetAsync).As(SetUpOperations.GetOperation, 404);
        api.MapGet(SetUpOperations.FollowOperation.Route, OperationEndpoints.FollowAsync).As(SetUpOperations.FollowOperation, 404);
        api.MapPost(SetUpOperations.CancelOperation.Route, OperationEndpoints.CancelAsync).As(SetUpOperations.CancelOperation, 404);
    }
}
