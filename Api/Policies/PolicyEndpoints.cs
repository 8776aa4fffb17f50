using GlusterDr.Policies;
using GlusterDr.RecoveryPoints;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace GlusterDr.Api.Policies;

/// <summary>The handlers for policies.</summary>
internal static class PolicyEndpoints
{
    /// <summary>The response header for warnings, once for each warning.</summary>
    public const string WarningHeader = "GlusterDr-Warning";

    public static Task<IReadOnlyList<PolicyOverview>> ListAsync(PolicyCatalog policies, CancellationToken cancellation) =>
        policies.ListAsync(cancellation);

    public static Task<Policy> GetAsync(string policy, PolicyCatalog policies, CancellationToken cancellation) =>
        policies.GetAsync(policy, cancellation);

    public static async Task<Results<Created<Policy>, Ok<Policy>>> PutAsync(
        string policy, HttpRequest request, PolicyCatalog policies, CancellationToken cancellation)
    {
        Policy stored = await PolicyBody.ReadAsync(request, policy);
        IReadOnlyList<string> warnings = await policies.ChangeWarningsAsync(policy, cancellation);
        request.HttpContext.Response.Headers[WarningHeader] = warnings.ToArray();
        return await policies.SaveAsync(stored, cancellation)
            ? TypedResults.Created(request.Path, stored)
            : TypedResults.Ok(stored);
    }

    public static async Task<NoContent> DeleteAsync(string policy, PolicyCatalog policies, CancellationToken cancellation)
    {
        await policies.DeleteAsync(policy, cancellation);
        return TypedResults.NoContent();
    }

    public static async Task<CheckReport> CheckAsync(
        string policy, PolicyCatalog policies, IPolicyChecker checker, CancellationToken cancellation) =>
        await checker.CheckAsync(await policies.GetAsync(policy, cancellation), cancellation);

    public static async Task<CheckReport> CheckBodyAsync(HttpRequest request, IPolicyChecker checker, CancellationToken cancellation) =>
        await checker.CheckAsync(await PolicyBody.ReadAsync(request), cancellation);

    public static Task<IReadOnlyList<RecoveryPoint>> PointsAsync(
        string? policy, PolicyCatalog policies, CancellationToken cancellation) => policies.PointsAsync(policy, cancellation);
}
