namespace GlusterDr.Local.Engine.Replay;

/// <summary>One activity to be run.</summary>
internal sealed record ActivityCall(OrchestrationRun Run, int TaskId, string Name, string? Input);
