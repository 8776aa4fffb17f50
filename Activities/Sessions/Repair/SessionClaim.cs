namespace GlusterDr.Activities.Sessions.Repair;

/// <summary>An operation that wants a session for itself.</summary>
/// <param name="OperationId">The operation.</param>
/// <param name="Step">The session.</param>
public sealed record SessionClaim(string OperationId, RepairStep Step);
