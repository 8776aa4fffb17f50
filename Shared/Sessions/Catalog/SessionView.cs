using GlusterDr.Errors;
using GlusterDr.Replication;

namespace GlusterDr.Sessions.Catalog;

/// <summary>All that one look shows of a session.</summary>
public sealed record SessionView
{
    /// <summary>What the session is called: see <see cref="SessionAddress"/>.</summary>
    public required string Name { get; init; }

    /// <summary>The session.</summary>
    public required GeoRepSession Session { get; init; }

    /// <summary>When it was looked at, by our clock.</summary>
    public required DateTimeOffset LookedAt { get; init; }

    /// <summary>How it is.</summary>
    public required SessionHealth Health { get; init; }

    /// <summary>At each brick, in the volume's order.</summary>
    public required IReadOnlyList<SessionBrick> Bricks { get; init; }

    /// <summary>The stored policies that it is a destination's session of.</summary>
    public IReadOnlyList<string> Policies { get; init; } = [];

    /// <summary>The run or operation that is at work on it now; null: none.</summary>
    public string? HeldBy { get; init; }

    /// <summary>What is wrong beside the session's own state.</summary>
    public IReadOnlyList<Error> Warnings { get; init; } = [];

    /// <summary>What could not be found out, and why.</summary>
    public IReadOnlyList<string> Gaps { get; init; } = [];
}
