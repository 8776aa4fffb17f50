using GlusterDr.Errors;

namespace GlusterDr.Activities.Sync.Preflight;

/// <summary>What preflight found at the protected site.</summary>
/// <param name="Errors">What forbids the run.</param>
/// <param name="Warnings">What a person should know.</param>
/// <param name="RolloverTime">The rollover time of the changelog of the policy's volume.</param>
/// <param name="NeedsTuning">The policy wants another rollover time than that volume has.</param>
/// <param name="Suspicions">Why sampled content of that volume would not be enough this time.</param>
public sealed record SourceFitness(
    IReadOnlyList<Error> Errors,
    IReadOnlyList<Error> Warnings,
    TimeSpan RolloverTime,
    bool NeedsTuning,
    IReadOnlyList<string> Suspicions)
{
    /// <summary>The same of the policy's further volumes, by name.</summary>
    public IReadOnlyDictionary<string, VolumeFacts> Further { get; init; } = new Dictionary<string, VolumeFacts>();

    /// <summary>What was learned of one of the policy's volumes.</summary>
    public VolumeFacts Of(string volume) => Further.GetValueOrDefault(volume) ?? new(RolloverTime, NeedsTuning, Suspicions);
}
