using System.Text.Json;
using GlusterDr.Errors;
using GlusterDr.Policies;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace GlusterDr.Api;

/// <summary>Answers each request that fails with a <see cref="Problem"/>, through ASP.NET Core's exception handler and status code pages.</summary>
/// <remarks>
/// The body is written here and not by its problem details service: that one answers nothing to a client that accepts only text, and its
/// type cannot be read again as a record.
/// </remarks>
internal sealed class ProblemHandler(ILogger<ProblemHandler> logger) : IExceptionHandler
{
    private const string TryAgain = "Try again in a moment.";

    /// <inheritdoc/>
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        await WriteAsync(httpContext, ProblemOf(exception));
        return true;
    }

    /// <summary>Writes a problem as the answer.</summary>
    public static Task WriteAsync(HttpContext http, Problem problem)
    {
        http.Response.StatusCode = problem.Status;
        return http.Response.WriteAsJsonAsync(problem, DrJson.Options, Problem.MediaType, http.RequestAborted);
    }

    /// <summary>Writes the problem of an answer that has a status and no body: no such path, no such method, an unreadable parameter.</summary>
    public static Task WriteStatusAsync(HttpContext http) => WriteAsync(http, Bare(http.Response.StatusCode));

    private Problem ProblemOf(Exception exception)
    {
        switch (exception)
        {
            case PolicyInvalidException invalid:
                return Problem.Of(invalid.ToError()) with { Status = 400, Errors = invalid.Errors };
            case DrException known:
                return Problem.Of(known.Error);
            case HostClosingException closing:
                return Problem.Of(new(ErrorCodes.LeaseHeld, ErrorClass.Transient, closing.Message, Advice: TryAgain)) with { Status = 503 };
            case BadHttpRequestException bad:
                return Bare(bad.StatusCode, bad.Message);
            case JsonException json:
                return Bare(400, json.Message);
            default:
                ApiLog.Failed(logger, exception);
                return Problem.Of(ErrorProperties.Read(exception));
        }
    }

    private static Problem Bare(int status, string? message = null)
    {
        Error error = new("http." + status, ErrorClass.Permanent, message ?? Reason(status), Advice: "The API is described at /openapi/v1.json.");
        return Problem.Of(error) with { Status = status };
    }

    private static string Reason(int status) => status switch
    {
        404 => "This path does not exist.",
        405 => "Method not allowed for this path.",
        415 => "The body is neither JSON nor YAML.",
        _ => $"HTTP status {status}.",
    };
}
