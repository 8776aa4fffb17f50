using GlusterDr.Api;
using GlusterDr.Errors;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Net.Http.Headers;

namespace GlusterDr.Local.Api;

/// <summary>Refuses requests without the bearer token.</summary>
internal sealed class TokenGuard(RequestDelegate next, ApiToken token, ILogger<TokenGuard> logger)
{
    private readonly BearerToken _bearer = new(token.Value);

    public Task InvokeAsync(HttpContext http)
    {
        if (_bearer.IsIn(http.Request.Headers.Authorization.ToString()))
        {
            return next(http);
        }

        ApiLog.Refused(logger, new string([.. http.Request.Path.ToString().Where(c => !char.IsControl(c))]));
        http.Response.Headers[HeaderNames.WWWAuthenticate] = "Bearer";
        Error error = new(
            "http.401", ErrorClass.Permanent, "This API needs the bearer token of its host.",
            Advice: "It is in endpoint.json in the host's data directory, which only the host's user can read.");
        return ProblemHandler.WriteAsync(http, Problem.Of(error) with { Status = 401 });
    }
}
