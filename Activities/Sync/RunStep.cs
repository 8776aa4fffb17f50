namespace GlusterDr.Activities.Sync;

/// <summary>The input of a step that concerns a run as a whole.</summary>
public sealed record RunStep(string RunId);
