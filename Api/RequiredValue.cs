using Microsoft.AspNetCore.Http;

namespace GlusterDr.Api;

/// <summary>Values of a query that an operation can't do without.</summary>
internal static class RequiredValue
{
    /// <summary>The host that names a pool.</summary>
    /// <exception cref="BadHttpRequestException">It is missing.</exception>
    public static string Host(string? host) => Of(host, "'host' names any host of the pool.");

    /// <summary>A value.</summary>
    /// <exception cref="BadHttpRequestException">It is missing, which is told so.</exception>
    public static string Of(string? value, string problem) =>
        string.IsNullOrEmpty(value) ? throw new BadHttpRequestException(problem) : value;
}
