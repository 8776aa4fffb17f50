namespace GlusterDr.Activities.Sync;

/// <summary>A part of a working value of a run that is too large for one document.</summary>
/// <param name="Items">Its items.</param>
/// <param name="Parts">How many parts there are.</param>
public sealed record DetailPart<T>(IReadOnlyList<T> Items, int Parts);
