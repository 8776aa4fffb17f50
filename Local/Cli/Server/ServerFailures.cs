using System.Net;
using GlusterDr.Local.Api;

namespace GlusterDr.Local.Cli.Server;

/// <summary>Which failures of a server, or of what stands before it, pass by themselves.</summary>
internal static class ServerFailures
{
    /// <summary>Whether it was away, or its front cut the answer.</summary>
    public static bool IsPassing(Exception e) => IsAway(e) || IsStarting(e)
        || e is HttpRequestException { StatusCode: HttpStatusCode.GatewayTimeout or HttpStatusCode.TooManyRequests };

    /// <summary>Whether nothing answered at all.</summary>
    public static bool IsAway(Exception e) => e is HttpRequestException { StatusCode: null };

    /// <summary>Whether it is about to start, or to end.</summary>
    public static bool IsStarting(Exception e) => e is ApiException { Problem.Status: 503 }
        or HttpRequestException { StatusCode: HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable };
}
