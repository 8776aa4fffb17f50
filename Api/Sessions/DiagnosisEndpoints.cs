using GlusterDr.Api.Operations;
using GlusterDr.Ids;
using GlusterDr.Sessions.Catalog;
using GlusterDr.Sessions.Diagnosis;
using GlusterDr.Sessions.Repair;
using Microsoft.AspNetCore.Http.HttpResults;

namespace GlusterDr.Api.Sessions;

/// <summary>The handlers for diagnosis and repair of sessions.</summary>
internal static class DiagnosisEndpoints
{
    public static async Task<Accepted<OperationCatalog.Started>> DiagnoseAsync(
        string host, string volume, string secondary, DiagnosisBody body, OperationCatalog operations, CancellationToken cancellation)
    {
        DiagnoseRequest request = body.ToDiagnosis(SessionAddress.Of(host, volume, secondary));
        string id = await operations.StartAsync(OperationId.Diagnose, DiagnoseRequest.OrchestratorName, volume, request, cancellation);
        return OperationEndpoints.Accepted(id, new OperationCatalog.Started(id));
    }

    public static async Task<Accepted<OperationCatalog.Started>> RepairAsync(
        string host, string volume, string secondary, DiagnosisBody body, OperationCatalog operations, CancellationToken cancellation)
    {
        RepairRequest request = body.ToRepair(SessionAddress.Of(host, volume, secondary));
        string id = await operations.StartAsync(OperationId.Repair, RepairRequest.OrchestratorName, volume, request, cancellation);
        return OperationEndpoints.Accepted(id, new OperationCatalog.Started(id));
    }
}
