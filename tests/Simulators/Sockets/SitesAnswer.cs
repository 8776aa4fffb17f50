using GlusterDr.Errors;
using GlusterDr.Remote;

namespace GlusterDr.Simulators;

/// <summary>The answer to a <see cref="SitesRequest"/>, one line of JSON.</summary>
internal sealed record SitesAnswer
{
    /// <summary>The result of the command.</summary>
    public RemoteResult? Result { get; init; }

    /// <summary>Why it did not run to its end.</summary>
    public Error? Error { get; init; }

    /// <summary>How fast the sites' clock runs.</summary>
    public double Factor { get; init; }

    /// <summary>The time at which that clock and the real one were equal.</summary>
    public DateTimeOffset Begin { get; init; }

    /// <summary>The requested report, as text.</summary>
    public string? Text { get; init; }
}
