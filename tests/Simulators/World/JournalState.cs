namespace GlusterDr.Simulators;

/// <summary>What a machine's images at a place hold of its guest's journal: the proof of a sync.</summary>
/// <param name="Kind">Whether they are one consistent state.</param>
/// <param name="Records">The last record that all of them hold.</param>
/// <param name="Note">What is wrong.</param>
public sealed record JournalState(JournalKind Kind, long Records, string? Note = null)
{
    /// <summary>Whether every record up to <see cref="Records"/> is there, none torn, none after.</summary>
    public bool IsWhole => Kind == JournalKind.Whole;
}
