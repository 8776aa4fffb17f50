using GlusterDr.Functions.Durable;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace GlusterDr.Functions.Http;

/// <summary>Requires the function's key, and forwards requests to the API.</summary>
public sealed class ApiFunction(ApiPipeline api, AppOrchestrationClient orchestrations)
{
    /// <summary>All operations: <c>/api/v1/...</c>.</summary>
    [Function("Api")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", "put", "post", "delete", Route = "api/v1/{*path}")] HttpRequest request,
        [DurableClient] DurableTaskClient client)
    {
        ArgumentNullException.ThrowIfNull(request);
        orchestrations.Use(client);
        return api.AnswerAsync(request.HttpContext);
    }
}
