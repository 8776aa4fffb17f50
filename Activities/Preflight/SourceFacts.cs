using GlusterDr.Gluster;

namespace GlusterDr.Activities.Preflight;

/// <summary>What preflight learned of the protected site.</summary>
/// <param name="Volume">The primary volume; null: it could not be read.</param>
/// <param name="UsedBytes">Bytes in use on it; null: not known.</param>
/// <param name="RolloverTime">The changelog's rollover time.</param>
/// <param name="NeedsTuning">The policy wants another rollover time.</param>
/// <param name="Suspicions">Why sampled content would not be enough this time.</param>
public sealed record SourceFacts(
    GlusterVolume? Volume, long? UsedBytes, TimeSpan RolloverTime, bool NeedsTuning, IReadOnlyList<string> Suspicions);
