using GlusterDr.Errors;

namespace GlusterDr.Hypervisors;

/// <summary>An overlay of a run that no VM uses. No run merges it, and only a person may decide to delete it.</summary>
/// <param name="RunId">The run that took the snapshot.</param>
/// <param name="Host">A host that can access the file.</param>
/// <param name="Path">The path of the file on that host.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="Removal">The command that removes it, to be run on that host.</param>
public sealed record AbandonedOverlay(string RunId, string Host, string Path, long Bytes, string Removal)
{
    /// <summary>The warning in reports until the file is removed.</summary>
    public Error ToError() => new(
        ErrorCodes.OverlayAbandoned,
        ErrorClass.NeedsPerson,
        $"No VM uses the overlay '{Path}' of run {RunId} ({Bytes} bytes), so no run will merge it. It may contain the only copy of data of a VM that was redefined or removed.",
        Host,
        Advice: $"Find out which VM it belonged to. If nothing in it is needed, run on {Host}: `{Removal}`");
}
