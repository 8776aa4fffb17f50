using System.CommandLine;
using GlusterDr.Local.Api;
using GlusterDr.Remote.Secrets;
using GlusterDr.Sites;

namespace GlusterDr.Local.Cli.Server;

/// <summary>The server that commands address, with its credentials.</summary>
/// <param name="Address">Its address.</param>
/// <param name="Key">The reference to the function key.</param>
/// <param name="Token">The reference to the bearer token.</param>
internal sealed record ServerOptions(Uri Address, SecretReference? Key, SecretReference? Token)
{
    /// <summary>The server of the command line or the environment; null: the host of this machine.</summary>
    /// <exception cref="UsageException">They say something impossible.</exception>
    public static ServerOptions? Of(ParseResult parsed, GlobalOptions options, CliEnvironment environment)
    {
        string? named = parsed.GetValue(options.Server);
        string? text = named ?? (parsed.GetValue(options.DataDirectory) is null ? environment.Variable("GLUSTERDR_SERVER") : null);
        string? key = parsed.GetValue(options.Key);
        string? token = parsed.GetValue(options.Token);
        if (string.IsNullOrWhiteSpace(text))
        {
            return key is null && token is null ? null : throw new UsageException("--key and --token require --server.");
        }

        if (named is not null && parsed.GetValue(options.DataDirectory) is not null)
        {
            throw new UsageException("--server and --data-dir name two different hosts: omit one.");
        }

        ServerOptions server = new(
            ServerAddress.Parse(text),
            Reference("--key", key) ?? Usual("GLUSTERDR_KEY", environment),
            Reference("--token", token) ?? Usual("GLUSTERDR_TOKEN", environment));
        return server.IsSafe ? server : throw new UsageException(
            $"--server must be https: over {server.Address.Scheme} to {server.Address.Host} the key or the token is sent unencrypted.");
    }

    /// <summary>Whether the credentials are encrypted on their way.</summary>
    private bool IsSafe => Address.Scheme == Uri.UriSchemeHttps || Address.IsLoopback || (Key is null && Token is null);

    /// <summary>A client of the server.</summary>
    public ApiClient Connect()
    {
        // Redirects are not followed, because the key would be sent to their target.
        SocketsHttpHandler http = new()
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = !Address.IsLoopback,
            ConnectTimeout = TimeSpan.FromSeconds(15),
        };
        return new ApiClient(Address, new ServerSecrets(Key, Token, new SecretReader(), http));
    }

    private static SecretReference? Reference(string option, string? text) => text is null ? null
        : SecretReference.TryParse(text, out SecretReference? reference, out string? problem) ? reference
        : throw new UsageException($"{option}: {problem}.");

    private static SecretReference? Usual(string variable, CliEnvironment environment) =>
        string.IsNullOrEmpty(environment.Variable(variable)) ? null : new SecretReference(SecretKind.EnvironmentVariable, variable);
}
