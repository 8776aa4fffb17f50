namespace GlusterDr.Hypervisors;

/// <summary>What the administrators of a hypervisor are told of a run.</summary>
/// <param name="RunId">The run.</param>
/// <param name="Stage">A word for when in the run; with the run's id it makes the notice the same when it is told again.</param>
/// <param name="Severity">How much it matters.</param>
/// <param name="Text">For a person.</param>
/// <param name="IsLast">The run asks nothing of the hypervisor after it.</param>
public sealed record RunNotice(string RunId, string Stage, NoticeSeverity Severity, string Text, bool IsLast);
