namespace GlusterDr.Local.Store;

/// <summary>Whether changes wait while the disk is full or fails, as the engine's own changes do.</summary>
/// <remarks>
/// A step of a run waits, because a run that failed due to a full disk would leave its VMs on their overlays without need. Callers from
/// outside get the error at once. The setting follows the execution context, and ends with the method that began it.
/// </remarks>
internal static class PatientWrites
{
    private static readonly AsyncLocal<bool> s_on = new();

    /// <summary>Whether changes wait.</summary>
    public static bool On => s_on.Value;

    /// <summary>Lets changes wait from here on.</summary>
    public static void Begin() => s_on.Value = true;
}
