using GlusterDr.Errors;
using GlusterDr.Remote;

namespace GlusterDr.Simulators;

/// <summary>One line back.</summary>
internal sealed record SitesAnswer
{
    /// <summary>What the command left.</summary>
    public RemoteResult? Result { get; init; }

    /// <summary>Why it did not run to its end.</summary>
    public Error? Error { get; init; }

    /// <summary>How fast the sites' clock runs.</summary>
    public double Factor { get; init; }

    /// <summary>When that clock was right.</summary>
    public DateTimeOffset Begin { get; init; }

    /// <summary>What was asked for, as text.</summary>
    public string? Text { get; init; }
}
