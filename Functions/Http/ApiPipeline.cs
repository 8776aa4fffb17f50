using GlusterDr.Api;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace GlusterDr.Functions.Http;

/// <summary>The API as in every host, with the same routes, handlers and problems, behind a single trigger.</summary>
public sealed class ApiPipeline
{
    private readonly RequestDelegate _api;

    /// <summary>Builds the pipeline once, from the common list of operations.</summary>
    public ApiPipeline(IServiceProvider services)
    {
        ApplicationBuilder app = new(services);
        app.UseProblems();
        app.UseRouting();
        app.UseEndpoints(endpoints => endpoints.MapDrApi());
        _api = app.Build();
    }

    /// <summary>Answers a request.</summary>
    public Task AnswerAsync(HttpContext http)
    {
        // Remove the trigger's endpoint: with it set, the API's routing would not search for its own.
        http.SetEndpoint(null);
        http.Request.RouteValues.Clear();
        return _api(http);
    }
}
