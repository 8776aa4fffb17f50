using GlusterDr.Errors;
using GlusterDr.Replication;

namespace GlusterDr.Sessions.Catalog;

/// <summary>The state of a session at one time.</summary>
public sealed record SessionView
{
    /// <summary>The name of the session: see <see cref="SessionAddress"/>.</summary>
    public required string Name { get; init; }

    /// <summary>The session.</summary>
    public required GeoRepSession Session { get; init; }

    /// <summary>When it was read, by the clock of GlusterDr.</summary>
    public required DateTimeOffset LookedAt { get; init; }

    /// <summary>Its health.</summary>
    public required SessionHealth Health { get; init; }

    /// <summary>Its state at each brick, in the order of the volume.</summary>
    public required IReadOnlyList<SessionBrick> Bricks { get; init; }

    /// <summary>The names of the stored policies that use it.</summary>
    public IReadOnlyList<string> Policies { get; init; } = [];

    /// <summary>The run or operation that uses it now; null: none.</summary>
    public string? HeldBy { get; init; }

    /// <summary>Warnings that do not come from the state of the session itself.</summary>
    public IReadOnlyList<Error> Warnings { get; init; } = [];

    /// <summary>What could not be determined, and why.</summary>
    public IReadOnlyList<string> Gaps { get; init; } = [];
}
