using GlusterDr.Sessions.Catalog;

namespace GlusterDr.Sessions.Diagnosis;

/// <summary>What is wrong with a session, and what to do.</summary>
public sealed record SessionDiagnosis
{
    /// <summary>Whether a mark on the primary arrived.</summary>
    /// <param name="Marker">When it was set, by the primary's clock.</param>
    /// <param name="Passed">Every subvolume has synced past it.</param>
    /// <param name="Behind">Those that have not, each with how far it is.</param>
    /// <param name="Waited">How long it was waited for.</param>
    /// <param name="Pending">Operations that wait: what is being carried takes its time.</param>
    public sealed record FeedTest(DateTimeOffset Marker, bool Passed, IReadOnlyList<string> Behind, TimeSpan Waited, long Pending);

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
    public FeedTest? Feed { get; init; }

    /// <summary>What comparing content showed; null: nothing was compared.</summary>
    public ContentReport? Content { get; init; }

    /// <summary>Files of changelogs that no crawl will read, where it is not proven that all of them arrived by another way.</summary>
    public IReadOnlyList<string> Suspects { get; init; } = [];

    /// <summary>Whether every part of the session carried when it was looked at.</summary>
    public bool Runs { get; init; }

    /// <summary>What could not be found out, and why.</summary>
    public IReadOnlyList<string> Gaps { get; init; } = [];
}
