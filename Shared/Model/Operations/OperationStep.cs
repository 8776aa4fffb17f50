namespace GlusterDr.Operations;

/// <summary>A step of an operation.</summary>
/// <param name="Name">A short description.</param>
/// <param name="State">Its state.</param>
/// <param name="Note">Additional information.</param>
public sealed record OperationStep(string Name, OperationStepState State, string? Note = null);
