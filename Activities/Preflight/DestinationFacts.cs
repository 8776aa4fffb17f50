namespace GlusterDr.Activities.Preflight;

/// <summary>What preflight learned of a destination.</summary>
/// <param name="CanResume">Paused, and fit to be resumed rather than started.</param>
/// <param name="ChangeInterval">Between gsyncd's looks at the changelogs.</param>
/// <param name="Tuning">Session options that the policy wants otherwise: name and value.</param>
public sealed record DestinationFacts(
    bool CanResume, TimeSpan ChangeInterval, IReadOnlyDictionary<string, string> Tuning);
