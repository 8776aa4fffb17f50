namespace GlusterDr.Runs;

/// <summary>A destination in a run's small status.</summary>
/// <param name="Name">Its name in the policy.</param>
/// <param name="State">Where it stands.</param>
/// <param name="PendingOperations">Entry, data and metadata operations that Gluster says are pending.</param>
/// <param name="Note">What it waits for.</param>
public sealed record DestinationProgress(string Name, DestinationState State, long? PendingOperations = null, string? Note = null)
{
    /// <summary>The volume that is copied there; null: the policy's own.</summary>
    public string? PrimaryVolume { get; init; }
}
