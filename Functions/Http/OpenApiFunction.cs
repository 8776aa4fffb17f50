using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace GlusterDr.Functions.Http;

/// <summary>Describes the API, to whoever may call it.</summary>
public sealed class OpenApiFunction(ApiPipeline api)
{
    /// <summary>The OpenAPI document, where every host has it.</summary>
    [Function("OpenApi")]
    public Task RunAsync([HttpTrigger(AuthorizationLevel.Function, "get", Route = "openapi/v1.json")] HttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return api.AnswerAsync(request.HttpContext);
    }
}
