namespace GlusterDr.Operations;

/// <summary>The progress of an operation, as its custom status.</summary>
/// <param name="Steps">The steps that have begun, in order.</param>
public sealed record OperationProgress(IReadOnlyList<OperationStep> Steps);
