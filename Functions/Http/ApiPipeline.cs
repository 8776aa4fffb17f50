using GlusterDr.Api;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace GlusterDr.Functions.Http;

/// <summary>The API as every host serves it: the same routes, handlers and problems, behind the one trigger that lets requests in.</summary>
public sealed class ApiPipeline
{
    private readonly RequestDelegate _api;

    /// <summary>Builds it once, from the same list of operations.</summary>
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
        // The trigger's own route: with it in place the API's routing would not look for its own.
        http.SetEndpoint(null);
        http.Request.RouteValues.Clear();
        return _api(http);
    }
}
