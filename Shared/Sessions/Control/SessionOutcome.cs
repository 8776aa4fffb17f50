using GlusterDr.Sessions.Catalog;

namespace GlusterDr.Sessions.Control;

/// <summary>The result of a change of a session.</summary>
/// <param name="Session">The session: see <see cref="SessionAddress"/>.</param>
/// <param name="Changed">False: it was already in that state, and nothing was changed.</param>
/// <param name="Fact">The state now, in words.</param>
public sealed record SessionOutcome(string Session, bool Changed, string Fact)
{
    /// <summary>Notes for people.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>Warnings.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>The session afterwards; null: it no longer exists.</summary>
    public SessionView? View { get; init; }
}
