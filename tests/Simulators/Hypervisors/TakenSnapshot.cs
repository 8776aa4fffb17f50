namespace GlusterDr.Simulators;

/// <summary>A snapshot, with the state of the guest at that time.</summary>
/// <param name="Name">Its name: the run's id.</param>
/// <param name="At">When it was taken.</param>
/// <param name="Records">The last record of the guest's journal in the snapshot.</param>
/// <param name="Quiesced">Whether the guest had frozen its file systems.</param>
/// <param name="Inside">Whether it is an internal snapshot, in images that the guest continues to write to.</param>
public sealed record TakenSnapshot(string Name, DateTimeOffset At, long Records, bool Quiesced, bool Inside);
