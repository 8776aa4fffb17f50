namespace GlusterDr.Simulators;

/// <summary>What the images of a machine at a volume contain of its guest's journal. This proves a sync.</summary>
/// <param name="Kind">Whether they have one consistent state.</param>
/// <param name="Records">The last record that all images contain.</param>
/// <param name="Note">What is wrong.</param>
public sealed record JournalState(JournalKind Kind, long Records, string? Note = null)
{
    /// <summary>Whether the images contain all records up to <see cref="Records"/>, none torn, and none after it.</summary>
    public bool IsWhole => Kind == JournalKind.Whole;
}
