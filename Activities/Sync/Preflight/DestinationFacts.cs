using GlusterDr.Runs;

namespace GlusterDr.Activities.Sync.Preflight;

/// <summary>What preflight learned of a destination.</summary>
/// <param name="IsPaused">The session is paused.</param>
/// <param name="CanResume">Paused, and fit to be resumed rather than started.</param>
/// <param name="Checkpoint">The session's checkpoint until now; null: it has none.</param>
/// <param name="ChangeInterval">Between gsyncd's looks at the changelogs.</param>
/// <param name="Tuning">Session options that the policy wants otherwise: name and value.</param>
public sealed record DestinationFacts(
    bool IsPaused, bool CanResume, DateTimeOffset? Checkpoint, TimeSpan ChangeInterval, IReadOnlyDictionary<string, string> Tuning)
{
    /// <summary>The volumes at both ends; null: not learned, or not as they should be.</summary>
    public RunDestination.VolumeIds? Volumes { get; init; }

    /// <summary>Of a session that could not be looked at.</summary>
    public static DestinationFacts Unknown { get; } = new(false, false, null, TimeSpan.Zero, new Dictionary<string, string>());
}
