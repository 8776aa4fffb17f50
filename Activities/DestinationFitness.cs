using GlusterDr.Errors;

namespace GlusterDr.Activities;

/// <summary>What preflight found of a destination.</summary>
/// <param name="Errors">What forbids replicating there.</param>
/// <param name="Warnings">What a person should know.</param>
/// <param name="IsPaused">The session is paused.</param>
/// <param name="CanResume">Paused, and fit to be resumed rather than started.</param>
/// <param name="Checkpoint">The session's checkpoint until now; null: it has none.</param>
/// <param name="ChangeInterval">Between gsyncd's looks at the changelogs.</param>
/// <param name="Tuning">Session options that the policy wants otherwise: name and value.</param>
public sealed record DestinationFitness(
    IReadOnlyList<Error> Errors,
    IReadOnlyList<Error> Warnings,
    bool IsPaused,
    bool CanResume,
    DateTimeOffset? Checkpoint,
    TimeSpan ChangeInterval,
    IReadOnlyDictionary<string, string> Tuning)
{
    /// <summary>One that could not even be asked.</summary>
    public static DestinationFitness Unfit(Error error) => new([error], [], false, false, null, TimeSpan.Zero, new Dictionary<string, string>());
}
