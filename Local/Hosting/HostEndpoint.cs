namespace GlusterDr.Local.Hosting;

/// <summary>The address of a host's API, and its token.</summary>
/// <param name="Url">The URL, on the loopback address.</param>
/// <param name="Token">The bearer token. A secret: never in a log.</param>
/// <param name="ProcessId">The host's process ID.</param>
public sealed record HostEndpoint(Uri Url, string Token, int ProcessId)
{
    /// <summary>Without the secret.</summary>
    public override string ToString() => $"{Url} (process {ProcessId})";
}
