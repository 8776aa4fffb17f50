namespace GlusterDr.Runs;

/// <summary>The full report of a run, as plain data.</summary>
/// <param name="Run">The summary.</param>
/// <param name="Destinations">Each destination.</param>
/// <param name="Vms">Each VM.</param>
public sealed record RunReport(Run Run, IReadOnlyList<RunDestination> Destinations, IReadOnlyList<RunVm> Vms);
