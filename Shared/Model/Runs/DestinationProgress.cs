namespace GlusterDr.Runs;

/// <summary>A destination in a run's progress.</summary>
/// <param name="Name">Its name in the policy.</param>
/// <param name="State">Its state.</param>
/// <param name="PendingOperations">The number of pending entry, data and metadata operations, as Gluster reports them.</param>
/// <param name="Note">What it waits for.</param>
public sealed record DestinationProgress(string Name, DestinationState State, long? PendingOperations = null, string? Note = null)
{
    /// <summary>The volume that is copied there; null: the policy's own.</summary>
    public string? PrimaryVolume { get; init; }
}
