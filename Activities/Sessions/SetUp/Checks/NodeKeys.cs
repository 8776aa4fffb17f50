namespace GlusterDr.Activities.Sessions.SetUp.Checks;

/// <summary>Lines for a secondary node's authorized keys.</summary>
/// <param name="Node">The node.</param>
/// <param name="Lines">All that the session needs there.</param>
/// <param name="Missing">Those that were not there.</param>
public sealed record NodeKeys(string Node, IReadOnlyList<string> Lines, IReadOnlyList<string> Missing);
