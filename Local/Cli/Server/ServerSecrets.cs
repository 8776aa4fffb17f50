using System.Net.Http.Headers;
using GlusterDr.Errors;
using GlusterDr.Remote.Secrets;
using GlusterDr.Sites;

namespace GlusterDr.Local.Cli.Server;

/// <summary>Puts what opens the server onto each request, read afresh: a token that was renewed works at once.</summary>
/// <param name="key">Where a function's key is.</param>
/// <param name="token">Where a bearer token is.</param>
/// <param name="secrets">Reads both.</param>
/// <param name="inner">What sends.</param>
internal sealed class ServerSecrets(SecretReference? key, SecretReference? token, ISecretReader secrets, HttpMessageHandler inner)
    : DelegatingHandler(inner)
{
    /// <summary>The header in which Azure Functions takes a key.</summary>
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

        // Otherwise the refusal of the header would quote it.
        return secret.Length > 0 && secret.All(c => c is > ' ' and <= '~') ? secret : throw new DrException(new Error(
            ErrorCodes.SecretUnreadable,
            ErrorClass.NeedsPerson,
            $"{reference} contains no key or token: it is empty, or has spaces or line breaks.",
            Advice: "It must contain only the key or the token, as `az ... -o tsv` prints it."));
    }
}
