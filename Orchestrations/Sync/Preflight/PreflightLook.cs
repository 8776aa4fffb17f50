using GlusterDr.Activities.Sync.Preflight;

namespace GlusterDr.Orchestrations.Sync.Preflight;

/// <summary>What preflight saw.</summary>
/// <param name="Source">The protected site.</param>
/// <param name="Destinations">In the policy's order.</param>
internal sealed record PreflightLook(SourceFitness Source, IReadOnlyList<DestinationFitness> Destinations);
