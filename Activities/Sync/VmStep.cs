namespace GlusterDr.Activities.Sync;

/// <summary>The input of a step that concerns one VM of a run.</summary>
public sealed record VmStep(string RunId, string VmId);
