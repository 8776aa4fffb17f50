namespace GlusterDr.Hypervisors.Ovirt.Engine;

/// <summary>A snapshot of the oVirt engine.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Description">Its description.</param>
/// <param name="Status"><c>ok</c>, <c>locked</c> or <c>in_preview</c>.</param>
/// <param name="Type"><c>regular</c>, <c>active</c> and others.</param>
/// <param name="Date">When it was taken, by the engine's clock.</param>
internal sealed record EngineSnapshot(string Id, string Description, string Status, string Type, DateTimeOffset? Date)
{
    public bool IsLocked => Status == "locked";

    /// <summary>Whether it stands for the active images and is not a snapshot.</summary>
    public bool IsActive => Type == "active";
}
