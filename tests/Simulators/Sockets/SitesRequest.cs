using GlusterDr.Remote;
using GlusterDr.Sites;

namespace GlusterDr.Simulators;

/// <summary>One line to the simulated sites.</summary>
internal sealed record SitesRequest
{
    /// <summary>A command for a host; null: none.</summary>
    public RemoteCommand? Command { get; init; }

    /// <summary>The host.</summary>
    public RemoteHost? Host { get; init; }

    /// <summary>What else is asked: <c>clock</c>, <c>report</c>, or a fault's name.</summary>
    public string? Ask { get; init; }

    /// <summary>What it is about.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];
}
