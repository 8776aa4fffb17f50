using GlusterDr.Errors;

namespace GlusterDr.Activities;

/// <summary>What preflight found at the protected site.</summary>
/// <param name="Errors">What forbids the run.</param>
/// <param name="Warnings">What a person should know.</param>
/// <param name="RolloverTime">The changelog's rollover time.</param>
/// <param name="NeedsTuning">The policy wants another rollover time than the volume has.</param>
/// <param name="Suspicions">Why sampled content would not be enough this time.</param>
public sealed record SourceFitness(
    IReadOnlyList<Error> Errors,
    IReadOnlyList<Error> Warnings,
    TimeSpan RolloverTime,
    bool NeedsTuning,
    IReadOnlyList<string> Suspicions);
