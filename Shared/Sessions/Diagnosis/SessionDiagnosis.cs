using GlusterDr.Sessions.Catalog;

namespace GlusterDr.Sessions.Diagnosis;

/// <summary>What is wrong with a session, and what to do.</summary>
public sealed record SessionDiagnosis
{
    /// <summary>What the session is called.</summary>
    public required string Name { get; init; }

    /// <summary>In one line.</summary>
    public required string Summary { get; init; }

    /// <summary>When it was looked at, by our clock.</summary>
    public required DateTimeOffset LookedAt { get; init; }

    /// <summary>The session's status at that time.</summary>
    public required SessionView View { get; init; }

    /// <summary>What is wrong, the gravest and surest first.</summary>
    public required IReadOnlyList<Trouble> Troubles { get; init; }

    /// <summary>Whether a mark on the primary arrived; null: the session does not run, so none was set.</summary>
    public FeedProof? Feed { get; init; }

    /// <summary>What comparing content showed; null: nothing was compared.</summary>
    public ContentReport? Content { get; init; }

    /// <summary>Files of changelogs that no crawl will read, where it is not proven that all of them arrived by another way.</summary>
    public IReadOnlyList<string> Suspects { get; init; } = [];

    /// <summary>Whether every part of the session carried when it was looked at.</summary>
    public bool Runs { get; init; }

    /// <summary>What could not be found out, and why.</summary>
    public IReadOnlyList<string> Gaps { get; init; } = [];
}
