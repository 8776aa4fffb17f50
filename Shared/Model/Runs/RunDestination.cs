using System.Text.Json.Serialization;
using GlusterDr.Errors;
using GlusterDr.RecoveryPoints;
using GlusterDr.Replication;

namespace GlusterDr.Runs;

/// <summary>A destination in a run.</summary>
/// <param name="Name">Its name in the policy.</param>
/// <param name="State">Its state.</param>
public sealed record RunDestination(string Name, DestinationState State = DestinationState.Planned)
{
    /// <summary>The volumes at both ends of a session.</summary>
    /// <param name="Primary">The UUID of the volume that is copied.</param>
    /// <param name="Secondary">The UUID of the volume that holds the copy.</param>
    public sealed record VolumeIds(string Primary, string Secondary);

    /// <summary>The volume that is copied there; null: the policy's own.</summary>
    public string? PrimaryVolume { get; init; }

    /// <summary>The volumes as preflight found them; null: it did not find them.</summary>
    public VolumeIds? Volumes { get; init; }

    /// <summary>The checkpoint that must be reached.</summary>
    public DateTimeOffset? Checkpoint { get; init; }

    /// <summary>The status rows that proved it was reached, stored before the session was stopped.</summary>
    public IReadOnlyList<GeoRepWorker> Evidence { get; init; } = [];

    /// <summary>When the control plane learned that it was reached.</summary>
    public DateTimeOffset? CompletedAt { get; init; }

    /// <summary>Whether an event or polling detected it.</summary>
    [JsonPropertyName("toldBy")]
    public string? DetectedBy { get; init; }

    /// <summary>How often the session was restarted because its workers received no changes.</summary>
    public int Restarts { get; init; }

    /// <summary>How often the replication of files that differed was triggered again.</summary>
    public int Cures { get; init; }

    /// <summary>The number of image files compared between the sites.</summary>
    public int FilesCompared { get; init; }

    /// <summary>The number of bytes compared by digest.</summary>
    public long BytesCompared { get; init; }

    /// <summary>How much was compared, and when; null: nothing, or by a version that did not record it.</summary>
    public Coverage? Coverage { get; init; }

    /// <summary>VMs whose snapshot images no longer existed when they were compared, so that nothing of them is verified.</summary>
    public IReadOnlyList<string> VmsGone { get; init; } = [];

    /// <summary>Its new recovery point.</summary>
    public string? RecoveryPoint { get; init; }

    /// <summary>Warnings.</summary>
    public IReadOnlyList<Error> Warnings { get; init; } = [];

    /// <summary>Why it failed.</summary>
    public Error? Error { get; init; }
}
