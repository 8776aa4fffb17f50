using GlusterDr.Remote;
using GlusterDr.Sites;

namespace GlusterDr.Simulators;

/// <summary>A request to simulated sites in another process, one line of JSON.</summary>
internal sealed record SitesRequest
{
    /// <summary>A command for a host. Null: the request is not a command.</summary>
    public RemoteCommand? Command { get; init; }

    /// <summary>The host.</summary>
    public RemoteHost? Host { get; init; }

    /// <summary>Any other request: <c>clock</c>, <c>report</c>, or the name of a fault.</summary>
    public string? Ask { get; init; }

    /// <summary>The arguments of that request.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];
}
