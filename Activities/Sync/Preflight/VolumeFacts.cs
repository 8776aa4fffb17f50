namespace GlusterDr.Activities.Sync.Preflight;

/// <summary>What preflight learned of a volume that is protected.</summary>
/// <param name="RolloverTime">The changelog's rollover time.</param>
/// <param name="NeedsTuning">The policy wants another rollover time than the volume has.</param>
/// <param name="Suspicions">Why sampled content would not be enough this time.</param>
public sealed record VolumeFacts(TimeSpan RolloverTime, bool NeedsTuning, IReadOnlyList<string> Suspicions);
