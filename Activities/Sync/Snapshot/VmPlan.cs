namespace GlusterDr.Activities.Sync.Snapshot;

/// <summary>Which VMs a run shall freeze.</summary>
/// <param name="VmIds">The largest first.</param>
/// <param name="LeftOut">How many are left out from the start; the store says why.</param>
public sealed record VmPlan(IReadOnlyList<string> VmIds, int LeftOut);
