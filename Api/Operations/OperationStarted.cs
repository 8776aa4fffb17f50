namespace GlusterDr.Api.Operations;

/// <summary>An operation that was started just now.</summary>
/// <param name="Operation">Its id.</param>
public sealed record OperationStarted(string Operation);
