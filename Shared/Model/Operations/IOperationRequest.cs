namespace GlusterDr.Operations;

/// <summary>What an operation is started with.</summary>
public interface IOperationRequest
{
    /// <summary>What it is about, in the words of whoever asked.</summary>
    string Subject { get; }
}
