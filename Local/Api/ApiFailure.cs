using System.Net;
using System.Net.Http.Json;
using GlusterDr.Api;
using GlusterDr.Errors;

namespace GlusterDr.Local.Api;

/// <summary>Makes an exception of an answer that is no success, whether the host gave it or what stands before it.</summary>
internal static class ApiFailure
{
    /// <summary>An <see cref="ApiException"/> where it says why, or surely does not let us in; else an <see cref="HttpRequestException"/>.</summary>
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
                401, host, "It knows of no such key or token, or of none at all.",
                "Give the function app's key by --key, and a token by --token where App Service authentication stands before the app. A token is good for an hour or so: get a new one."),
            HttpStatusCode.Forbidden => Refused(
                403, host, "It takes no requests from here, or not from this account, or it is stopped.",
                "Look at the app's state, at allowedAddresses, and at who is allowed in App Service authentication."),
            HttpStatusCode.GatewayTimeout => Odd(response, $"{host} did not answer {path} within the time that what stands before it waits (230 s in Azure)."),
            >= HttpStatusCode.MultipleChoices and < HttpStatusCode.BadRequest => Odd(response, Elsewhere(response, host)),
            var status => Odd(response, $"{host}{path} answered {(int)status}, and not as GlusterDr does."),
        };
    }

    private static ApiException Refused(int status, string host, string why, string advice)
    {
        Error error = new($"http.{status}", ErrorClass.NeedsPerson, $"{host} answered {status}. {why}", Advice: advice);
        return new ApiException(Problem.Of(error) with { Status = status });
    }

    private static string Elsewhere(HttpResponseMessage response, string host)
    {
        // Only to whom: the rest may hold what is nobody's business.
        Uri? location = response.Headers.Location;
        string to = location is { IsAbsoluteUri: true } ? location.GetLeftPart(UriPartial.Authority) : "another path";
        return $"{host} sends us on to {to}, where no key or token is taken: a login in a browser it wants, or the address is another. "
            + "Let App Service authentication answer 401 instead, and give a token by --token.";
    }

    private static HttpRequestException Odd(HttpResponseMessage response, string message) => new(message, null, response.StatusCode);
}
