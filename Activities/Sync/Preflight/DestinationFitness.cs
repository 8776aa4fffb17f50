using GlusterDr.Errors;

namespace GlusterDr.Activities.Sync.Preflight;

/// <summary>What preflight found of a destination.</summary>
/// <param name="Errors">What forbids replicating there.</param>
/// <param name="Warnings">What a person should know.</param>
/// <param name="Facts">Its session, as it is.</param>
public sealed record DestinationFitness(IReadOnlyList<Error> Errors, IReadOnlyList<Error> Warnings, DestinationFacts Facts);
