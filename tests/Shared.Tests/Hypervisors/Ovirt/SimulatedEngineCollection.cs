namespace GlusterDr.Tests.Shared.Hypervisors.Ovirt;

/// <summary>Tests on a manual clock: it moves when nothing in the process is at work, so nothing else may be.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class SimulatedEngineCollection
{
    public const string Name = "simulated engine";
}
