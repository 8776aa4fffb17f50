namespace GlusterDr.Hypervisors.Ovirt.Engine;

/// <summary>A snapshot as the engine lists it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Description">What whoever took it wrote.</param>
/// <param name="Status"><c>ok</c>, <c>locked</c> or <c>in_preview</c>.</param>
/// <param name="Type"><c>regular</c>, <c>active</c> and others.</param>
/// <param name="Date">When it was taken, by the engine's clock.</param>
internal sealed record EngineSnapshot(string Id, string Description, string Status, string Type, DateTimeOffset? Date)
{
    public bool IsLocked => Status == "locked";

    /// <summary>Where the VM writes: no snapshot at all.</summary>
    public bool IsActive => Type == "active";
}
