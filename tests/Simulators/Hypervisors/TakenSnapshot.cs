namespace GlusterDr.Simulators;

/// <summary>A snapshot as the guest would remember it.</summary>
/// <param name="Name">Its name: the run's id.</param>
/// <param name="At">When.</param>
/// <param name="Records">The last record of the guest's journal that the frozen images hold.</param>
/// <param name="Quiesced">Whether the guest had frozen its file systems.</param>
/// <param name="Inside">Whether it is inside the images, which go on changing around it.</param>
public sealed record TakenSnapshot(string Name, DateTimeOffset At, long Records, bool Quiesced, bool Inside);
