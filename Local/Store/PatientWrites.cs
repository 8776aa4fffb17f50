namespace GlusterDr.Local.Store;

/// <summary>Whether changes that are asked for here wait for a disk that is full or fails, as the engine's own do.</summary>
/// <remarks>
/// A step of a run waits: a run that failed for a full disk would leave its VMs on their overlays for nothing. A person or a program
/// outside is told at once. It follows the flow of control, and ends with the method that began it.
/// </remarks>
internal static class PatientWrites
{
    private static readonly AsyncLocal<bool> s_on = new();

    /// <summary>Whether they wait.</summary>
    public static bool On => s_on.Value;

    /// <summary>From here on they do.</summary>
    public static void Begin() => s_on.Value = true;
}
