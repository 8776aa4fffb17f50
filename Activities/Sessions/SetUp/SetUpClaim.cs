using GlusterDr.Sessions.SetUp;

namespace GlusterDr.Activities.Sessions.SetUp;

/// <summary>The wish of an operation to be alone at a secondary pool.</summary>
public sealed record SetUpClaim(string OperationId, SetUpRequest Request);
