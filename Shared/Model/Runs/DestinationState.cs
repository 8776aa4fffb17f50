using System.Text.Json.Serialization;

namespace GlusterDr.Runs;

/// <summary>The state of a destination in a run.</summary>
public enum DestinationState
{
    /// <summary>Nothing done yet.</summary>
    Planned,

    /// <summary>The checkpoint is set.</summary>
    CheckpointSet,

    /// <summary>The session replicates changes.</summary>
    Replicating,

    /// <summary>The checkpoint is reached; content is compared.</summary>
    [JsonStringEnumMemberName("proving")]
    Verifying,

    /// <summary>Content is equal, and the secondary no longer changes: the recovery point is valid.</summary>
    [JsonStringEnumMemberName("proven")]
    Verified,

    /// <summary>Overlays are being deleted there.</summary>
    Clean,

    /// <summary>No recovery point from this run.</summary>
    Failed,

    /// <summary>No VM on the copied volume was snapshot. The destination is unchanged and keeps its recovery point.</summary>
    LeftOut,
}
