using GlusterDr.Sessions.Catalog;

namespace GlusterDr.Activities.Sessions.Repair;

/// <summary>The session of a step.</summary>
/// <param name="Address">The session.</param>
/// <param name="SecondaryAddress">Any host of the secondary pool, as GlusterDr reaches it; null: the one that the session names.</param>
public sealed record RepairStep(SessionAddress Address, string? SecondaryAddress);
