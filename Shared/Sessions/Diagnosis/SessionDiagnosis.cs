using GlusterDr.Sessions.Catalog;

namespace GlusterDr.Sessions.Diagnosis;

/// <summary>The diagnosis of a session: its faults, and what to do.</summary>
public sealed record SessionDiagnosis
{
    /// <summary>Whether a test change at the primary has arrived.</summary>
    /// <param name="Marker">When it was made, by the clock of the primary.</param>
    /// <param name="Passed">Every subvolume has synced past it.</param>
    /// <param name="Behind">The subvolumes that have not, each with its sync time.</param>
    /// <param name="Waited">How long the diagnosis waited for it.</param>
    /// <param name="Pending">The number of pending operations: if there are any, replication is still in progress.</param>
    public sealed record FeedTest(DateTimeOffset Marker, bool Passed, IReadOnlyList<string> Behind, TimeSpan Waited, long Pending);

    /// <summary>The name of the session.</summary>
    public required string Name { get; init; }

    /// <summary>The result in one line.</summary>
    public required string Summary { get; init; }

    /// <summary>When it was made, by the clock of GlusterDr.</summary>
    public required DateTimeOffset LookedAt { get; init; }

    /// <summary>The session's status at that time.</summary>
    public required SessionView View { get; init; }

    /// <summary>The faults, the most severe and certain first.</summary>
    public required IReadOnlyList<Trouble> Troubles { get; init; }

    /// <summary>Whether a test change at the primary arrived; null: the session does not run, so none was made.</summary>
    public FeedTest? Feed { get; init; }

    /// <summary>The result of the comparison of content; null: nothing was compared.</summary>
    public ContentReport? Content { get; init; }

    /// <summary>Files named in changelogs that no crawl reads, if it is not verified that all of them arrived in another way.</summary>
    public IReadOnlyList<string> Suspects { get; init; } = [];

    /// <summary>Whether every subvolume was being replicated.</summary>
    public bool Runs { get; init; }

    /// <summary>What could not be determined, and why.</summary>
    public IReadOnlyList<string> Gaps { get; init; } = [];
}
