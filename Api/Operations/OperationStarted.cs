namespace GlusterDr.Api.Operations;

/// <summary>The answer to a request that started an operation.</summary>
/// <param name="Operation">Its id.</param>
public sealed record OperationStarted(string Operation);
