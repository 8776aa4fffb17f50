namespace GlusterDr.Operations;

/// <summary>The input of an operation.</summary>
public interface IOperationRequest
{
    /// <summary>What it concerns, as named by the caller.</summary>
    string Subject { get; }
}
