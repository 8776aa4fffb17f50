namespace GlusterDr.Tests.Functions.SimulatedRuns;

/// <summary>Tests that must not run in parallel with others.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;
