using System.Text.Json;
using GlusterDr.Errors;
using GlusterDr.Policies;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace GlusterDr.Api;

/// <summary>Turns whatever goes wrong in a request into a <see cref="Problem"/>.</summary>
internal sealed class ProblemResponses(RequestDelegate next, ILogger<ProblemResponses> logger)
{
    private const string AskAgain = "Ask again in a moment.";

    public async Task InvokeAsync(HttpContext http)
    {
        try
        {
            await next(http);
            if (!http.Response.HasStarted && http.Response is { StatusCode: >= 400, ContentType: null })
            {
                await WriteAsync(http, Bare(http.Response.StatusCode));
            }
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // Nobody listens any more.
        }
        catch (Exception e) when (!http.Response.HasStarted)
        {
            await WriteAsync(http, ProblemOf(e));
        }
    }

    public static Task WriteAsync(HttpContext http, Problem problem)
    {
        http.Response.StatusCode = problem.Status;
        return http.Response.WriteAsJsonAsync(problem, DrJson.Options, Problem.MediaType, http.RequestAborted);
    }

    private Problem ProblemOf(Exception exception)
    {
        switch (exception)
        {
            case PolicyInvalidException invalid:
                return Problem.Of(invalid.ToError()) with { Status = 400, Errors = invalid.Errors };
            case DrException known:
                return Problem.Of(known.Error);
            case HostClosingException closing:
                return Problem.Of(new(ErrorCodes.LeaseHeld, ErrorClass.Transient, closing.Message, Advice: AskAgain)) with { Status = 503 };
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
        404 => "There is nothing under this path.",
        405 => "Method not allowed for this path.",
        415 => "The body is neither JSON nor YAML.",
        _ => $"HTTP status {status}.",
    };
}
