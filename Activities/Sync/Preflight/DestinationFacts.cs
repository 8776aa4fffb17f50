using GlusterDr.Runs;

namespace GlusterDr.Activities.Sync.Preflight;

/// <summary>What preflight found about a destination.</summary>
/// <param name="IsPaused">The session is paused.</param>
/// <param name="CanResume">It is paused and can be resumed.</param>
/// <param name="Checkpoint">The present checkpoint of the session; null: it has none.</param>
/// <param name="ChangeInterval">The interval at which gsyncd reads changelogs.</param>
/// <param name="Tuning">Session options to set, because the policy wants other values: name and value.</param>
public sealed record DestinationFacts(
    bool IsPaused, bool CanResume, DateTimeOffset? Checkpoint, TimeSpan ChangeInterval, IReadOnlyDictionary<string, string> Tuning)
{
    /// <summary>The UUIDs of the volumes at both ends; null: unknown, or the volumes are wrong.</summary>
    public RunDestination.VolumeIds? Volumes { get; init; }

    /// <summary>The facts about a session that could not be read.</summary>
    public static DestinationFacts Unknown { get; } = new(false, false, null, TimeSpan.Zero, new Dictionary<string, string>());
}
