using GlusterDr.Errors;

namespace GlusterDr.Hypervisors;

/// <summary>An overlay of a run that no VM uses: no run ever merges it, and only a person may decide that it can go.</summary>
/// <param name="RunId">The run that took the snapshot.</param>
/// <param name="Host">A host that sees the file.</param>
/// <param name="Path">Where it is there.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="Removal">The command that removes it, to be pasted on that host.</param>
public sealed record AbandonedOverlay(string RunId, string Host, string Path, long Bytes, string Removal)
{
    /// <summary>What a report says of it until it is gone.</summary>
    public Error ToError() => new(
        ErrorCodes.OverlayAbandoned,
        ErrorClass.NeedsPerson,
        $"No VM uses the overlay '{Path}' of run {RunId} ({Bytes} bytes), so no run will merge it. It may contain the only copy of data of a VM that was redefined or removed.",
        Host,
        Advice: $"Find out which VM it belonged to. If nothing in it is needed, run on {Host}: `{Removal}`");
}
