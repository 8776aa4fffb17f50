using System.Text.Json.Serialization;

namespace GlusterDr.Runs;

/// <summary>Where a destination stands in a run.</summary>
public enum DestinationState
{
    /// <summary>Nothing done yet.</summary>
    Planned,

    /// <summary>The checkpoint stands.</summary>
    CheckpointSet,

    /// <summary>The session carries changes.</summary>
    Replicating,

    /// <summary>The checkpoint is reached; content is compared.</summary>
    [JsonStringEnumMemberName("proving")]
    Verifying,

    /// <summary>Content is the same, and the secondary stands still: the recovery point is good.</summary>
    [JsonStringEnumMemberName("proven")]
    Verified,

    /// <summary>Overlays are deleted there.</summary>
    Clean,

    /// <summary>No recovery point from this run.</summary>
    Failed,

    /// <summary>No VM was frozen on the volume that is copied there: it stays as it was, with the recovery point that it had.</summary>
    LeftOut,
}
