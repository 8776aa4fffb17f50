namespace GlusterDr.Activities.Sync;

/// <summary>The input of a step that concerns one destination of a run.</summary>
public sealed record DestinationStep(string RunId, string Destination);
