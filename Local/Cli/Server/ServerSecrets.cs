using System.Net.Http.Headers;
using GlusterDr.Errors;
using GlusterDr.Remote.Secrets;
using GlusterDr.Sites;

namespace GlusterDr.Local.Cli.Server;

/// <summary>Adds key and token to each request. They are read each time, so a renewed token is used at once.</summary>
/// <param name="key">The reference to the function key.</param>
/// <param name="token">The reference to the bearer token.</param>
/// <param name="secrets">Reads both.</param>
/// <param name="inner">The handler that sends the request.</param>
internal sealed class ServerSecrets(SecretReference? key, SecretReference? token, ISecretReader secrets, HttpMessageHandler inner)
    : DelegatingHandler(inner)
{
    /// <summary>The header of Azure Functions for a key.</summary>
    public const string KeyHeader = "x-functions-key";

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (key is not null)
        {
            request.Headers.Add(KeyHeader, await ReadAsync(key, cancellationToken));
        }

        if (token is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await ReadAsync(token, cancellationToken));
        }

        return await base.SendAsync(request, cancellationToken);
    }

    private async Task<string> ReadAsync(SecretReference reference, CancellationToken cancellation)
    {
        string secret = (await secrets.ReadAsync(reference, cancellation)).Trim();

        // Otherwise the exception for an invalid header would contain it.
        return secret.Length > 0 && secret.All(c => c is > ' ' and <= '~') ? secret : throw new DrException(new Error(
            ErrorCodes.SecretUnreadable,
            ErrorClass.NeedsPerson,
            $"{reference} contains no key or token: it is empty, or has spaces or line breaks.",
            Advice: "It must contain only the key or the token, as `az ... -o tsv` prints it."));
    }
}
