using System.Text.Json.Serialization;
using GlusterDr.Errors;
using GlusterDr.RecoveryPoints;
using GlusterDr.Replication;

namespace GlusterDr.Runs;

/// <summary>A destination in a run.</summary>
/// <param name="Name">Its name in the policy.</param>
/// <param name="State">Where it stands.</param>
public sealed record RunDestination(string Name, DestinationState State = DestinationState.Planned)
{
    /// <summary>The volumes at both ends of a session.</summary>
    /// <param name="Primary">The UUID of the volume that is copied.</param>
    /// <param name="Secondary">The UUID of the volume that holds the copy.</param>
    public sealed record VolumeIds(string Primary, string Secondary);

    /// <summary>The volume that is copied there; null: the policy's own.</summary>
    public string? PrimaryVolume { get; init; }

    /// <summary>The volumes as preflight saw them; null: it did not learn them.</summary>
    public VolumeIds? Volumes { get; init; }

    /// <summary>The checkpoint that must be reached.</summary>
    public DateTimeOffset? Checkpoint { get; init; }

    /// <summary>The rows that proved it reached, stored before the session was stopped.</summary>
    public IReadOnlyList<GeoRepWorker> Evidence { get; init; } = [];

    /// <summary>When the control plane knew of it.</summary>
    public DateTimeOffset? CompletedAt { get; init; }

    /// <summary>Whether an event or a poll told.</summary>
    [JsonPropertyName("toldBy")]
    public string? DetectedBy { get; init; }

    /// <summary>How often the session was restarted because its feed was dead.</summary>
    public int Restarts { get; init; }

    /// <summary>How often files that differed were triggered again.</summary>
    public int Cures { get; init; }

    /// <summary>Image files compared between the sites.</summary>
    public int FilesCompared { get; init; }

    /// <summary>Bytes compared by digest.</summary>
    public long BytesCompared { get; init; }

    /// <summary>How much was compared, and when; null: nothing was, or an older version did.</summary>
    public Coverage? Coverage { get; init; }

    /// <summary>VMs whose frozen images were gone when they were compared: nothing of them is proven.</summary>
    public IReadOnlyList<string> VmsGone { get; init; } = [];

    /// <summary>The recovery point that it got.</summary>
    public string? RecoveryPoint { get; init; }

    /// <summary>What falls short.</summary>
    public IReadOnlyList<Error> Warnings { get; init; } = [];

    /// <summary>Why it failed.</summary>
    public Error? Error { get; init; }
}
