namespace GlusterDr.Runs;

/// <summary>All that is known of a run, as plain data.</summary>
/// <param name="Run">In brief.</param>
/// <param name="Destinations">Each destination.</param>
/// <param name="Vms">Each VM.</param>
public sealed record RunReport(Run Run, IReadOnlyList<RunDestination> Destinations, IReadOnlyList<RunVm> Vms);
