namespace GlusterDr.Local.Cli.Server;

/// <summary>Reads the address of another host.</summary>
internal static class ServerAddress
{
    /// <summary>The address, without a path.</summary>
    /// <param name="text">As a person writes it: <c>https://APP.azurewebsites.net</c>; the API's own path may stand behind it.</param>
    /// <exception cref="UsageException">It is none.</exception>
    public static Uri Parse(string text)
    {
        if (!Uri.TryCreate(text.Trim(), UriKind.Absolute, out Uri? uri) || uri.Scheme is not ("https" or "http"))
        {
            throw new UsageException("--server must be an address like https://APP.azurewebsites.net.");
        }

        if (uri.UserInfo.Length > 0 || uri.Query.Length > 0 || uri.Fragment.Length > 0)
        {
            // Not repeated: what stands there may be a key.
            throw new UsageException($"--server takes {uri.Scheme}://{uri.Authority} alone. A key is given by --key, as a reference, never in the address.");
        }

        return uri.AbsolutePath.TrimEnd('/') is "" or "/api" or "/api/v1"
            ? new Uri($"{uri.Scheme}://{uri.Authority}")
            : throw new UsageException($"--server takes {uri.Scheme}://{uri.Authority}, without '{uri.AbsolutePath}'.");
    }
}
