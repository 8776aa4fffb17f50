using GlusterDr.Errors;

namespace GlusterDr.Activities;

/// <summary>What preflight found of a destination.</summary>
/// <param name="Errors">What forbids replicating there.</param>
/// <param name="Warnings">What a person should know.</param>
/// <param name="CanResume">Paused, and fit to be resumed rather than started.</param>
/// <param name="ChangeInterval">Between gsyncd's looks at the changelogs.</param>
/// <param name="Tuning">Session options that the policy wants otherwise: name and value.</param>
public sealed record DestinationFitness(
    IReadOnlyList<Error> Errors,
    IReadOnlyList<Error> Warnings,
    bool CanResume,
    TimeSpan ChangeInterval,
    IReadOnlyDictionary<string, string> Tuning);
