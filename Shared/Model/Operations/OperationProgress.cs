namespace GlusterDr.Operations;

/// <summary>How far an operation is: its custom status.</summary>
/// <param name="Steps">The steps that were begun, in their order.</param>
public sealed record OperationProgress(IReadOnlyList<OperationStep> Steps);
