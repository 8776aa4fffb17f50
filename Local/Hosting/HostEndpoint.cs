namespace GlusterDr.Local.Hosting;

/// <summary>Where a host's API is, and what opens it.</summary>
/// <param name="Url">On the loopback address.</param>
/// <param name="Token">The bearer token. A secret: never in a log.</param>
/// <param name="ProcessId">The host's process.</param>
public sealed record HostEndpoint(Uri Url, string Token, int ProcessId)
{
    /// <summary>Without the secret.</summary>
    public override string ToString() => $"{Url} (process {ProcessId})";
}
