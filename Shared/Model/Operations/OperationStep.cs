namespace GlusterDr.Operations;

/// <summary>A step of an operation.</summary>
/// <param name="Name">What it does, in a few words.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Note">What there is to say of it.</param>
public sealed record OperationStep(string Name, OperationStepState State, string? Note = null);
