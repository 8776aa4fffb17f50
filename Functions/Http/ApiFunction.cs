using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace GlusterDr.Functions.Http;

/// <summary>Lets whoever has the function's key in; what is asked for and answered is the API's own business.</summary>
public sealed class ApiFunction(ApiPipeline api)
{
    /// <summary>All operations: <c>/api/v1/...</c>.</summary>
    [Function("Api")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", "put", "post", "delete", Route = "v1/{*path}")] HttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return api.AnswerAsync(request.HttpContext);
    }
}
