using GlusterDr.Sessions.Catalog;

namespace GlusterDr.Sessions.Control;

/// <summary>What came of a change of a session.</summary>
/// <param name="Session">The session: see <see cref="SessionAddress"/>.</param>
/// <param name="Changed">False: it was so already, and nothing was done.</param>
/// <param name="Fact">What is so now.</param>
public sealed record SessionOutcome(string Session, bool Changed, string Fact)
{
    /// <summary>What to know.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>What falls short, and what to do.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>The session afterwards; null: there is none any more.</summary>
    public SessionView? View { get; init; }
}
