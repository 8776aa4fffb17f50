namespace GlusterDr.Local.Cli.Server;

/// <summary>Reads the address of a server.</summary>
internal static class ServerAddress
{
    /// <summary>The address, without a path.</summary>
    /// <param name="text">The address as typed: <c>https://APP.azurewebsites.net</c>; the path of the API may follow.</param>
    /// <exception cref="UsageException">It is none.</exception>
    public static Uri Parse(string text)
    {
        if (!Uri.TryCreate(text.Trim(), UriKind.Absolute, out Uri? uri) || uri.Scheme is not ("https" or "http"))
        {
            throw new UsageException("--server must be an address like https://APP.azurewebsites.net.");
        }

        if (uri.UserInfo.Length > 0 || uri.Query.Length > 0 || uri.Fragment.Length > 0)
        {
            // Not printed, because it can contain a key.
            throw new UsageException($"--server takes {uri.Scheme}://{uri.Authority} alone. A key is given by --key, as a reference, never in the address.");
        }

        return uri.AbsolutePath.TrimEnd('/') is "" or "/api" or "/api/v1"
            ? new Uri($"{uri.Scheme}://{uri.Authority}")
            : throw new UsageException($"--server takes {uri.Scheme}://{uri.Authority}, without '{uri.AbsolutePath}'.");
    }
}
