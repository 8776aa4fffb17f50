using System.Net;
using System.Net.Http.Json;
using GlusterDr.Api;
using GlusterDr.Errors;

namespace GlusterDr.Local.Api;

/// <summary>Creates an exception from an unsuccessful answer, whether it comes from the host or its front end.</summary>
internal static class ApiFailure
{
    /// <summary>An <see cref="ApiException"/> if the answer has a reason or certainly denies access; otherwise an <see cref="HttpRequestException"/>.</summary>
    public static async Task<Exception> OfAsync(HttpResponseMessage response, string path, CancellationToken cancellation)
    {
        if (response.Content.Headers.ContentType?.MediaType == Problem.MediaType
            && await response.Content.ReadFromJsonAsync<Problem>(DrJson.Options, cancellation) is { } problem)
        {
            return new ApiException(problem);
        }

        string host = response.RequestMessage?.RequestUri?.GetLeftPart(UriPartial.Authority) ?? "The host";
        return response.StatusCode switch
        {
            HttpStatusCode.Unauthorized => Refused(
                401, host, "The key or the token is missing or wrong.",
                "Set the function app's key with --key, and a token with --token if App Service authentication is enabled. A token is valid for about an hour: get a new one."),
            HttpStatusCode.Forbidden => Refused(
                403, host, "It accepts no requests from this address or from this account, or it is stopped.",
                "Check the app's state, allowedAddresses, and the accounts allowed in App Service authentication."),
            HttpStatusCode.GatewayTimeout => Odd(response, $"{host} did not answer {path} within the time limit of its front end (230 s in Azure)."),
            >= HttpStatusCode.MultipleChoices and < HttpStatusCode.BadRequest => Odd(response, Elsewhere(response, host)),
            var status => Odd(response, $"{host}{path} answered {(int)status}, but not as GlusterDr does."),
        };
    }

    private static ApiException Refused(int status, string host, string why, string advice)
    {
        Error error = new($"http.{status}", ErrorClass.NeedsPerson, $"{host} answered {status}. {why}", Advice: advice);
        return new ApiException(Problem.Of(error) with { Status = status });
    }

    private static string Elsewhere(HttpResponseMessage response, string host)
    {
        // Only the host: the rest of the URL may contain secrets.
        Uri? location = response.Headers.Location;
        string to = location is { IsAbsoluteUri: true } ? location.GetLeftPart(UriPartial.Authority) : "another path";
        return $"{host} redirects to {to}, which accepts no key or token: it requires a login in a browser, or the address is wrong. "
            + "Configure App Service authentication to answer 401 instead, and set a token with --token.";
    }

    private static HttpRequestException Odd(HttpResponseMessage response, string message) => new(message, null, response.StatusCode);
}
