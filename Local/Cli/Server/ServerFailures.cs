using System.Net;
using GlusterDr.Local.Api;

namespace GlusterDr.Local.Cli.Server;

/// <summary>Which failures of a server, or of its front end, are temporary.</summary>
internal static class ServerFailures
{
    /// <summary>Whether the server was not reachable, or its front end ended the answer.</summary>
    public static bool IsPassing(Exception e) => IsAway(e) || IsStarting(e)
        || e is HttpRequestException { StatusCode: HttpStatusCode.GatewayTimeout or HttpStatusCode.TooManyRequests };

    /// <summary>Whether nothing answered at all.</summary>
    public static bool IsAway(Exception e) => e is HttpRequestException { StatusCode: null };

    /// <summary>Whether the server is starting or shutting down.</summary>
    public static bool IsStarting(Exception e) => e is ApiException { Problem.Status: 503 }
        or HttpRequestException { StatusCode: HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable };
}
