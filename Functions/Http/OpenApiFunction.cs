using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace GlusterDr.Functions.Http;

/// <summary>Serves the description of the API, with the same access as the API.</summary>
public sealed class OpenApiFunction(ApiPipeline api)
{
    /// <summary>The OpenAPI document, at the same path as in every host.</summary>
    [Function("OpenApi")]
    public Task RunAsync([HttpTrigger(AuthorizationLevel.Function, "get", Route = "openapi/v1.json")] HttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return api.AnswerAsync(request.HttpContext);
    }
}
