namespace GlusterDr.Activities.Sync;

/// <summary>A moment of a run that the hypervisor's administrators are told of.</summary>
/// <param name="RunId">The run.</param>
/// <param name="IsOver">Its end; false: its start.</param>
public sealed record NoticeStep(string RunId, bool IsOver);
