using GlusterDr.Errors;
using GlusterDr.Gluster.Cli;
using GlusterDr.Gluster.Volumes;

namespace GlusterDr.Sessions.Diagnosis;

/// <summary>What a pool says of its volume.</summary>
public sealed record SideFacts
{
    /// <summary>The volume; null: it could not be asked, or is not there.</summary>
    public GlusterVolume? Volume { get; init; }

    /// <summary>Its bricks as they run; those of a dead node are missing. Null: not known.</summary>
    public IReadOnlyList<BrickStatus>? Bricks { get; init; }

    /// <summary>The nodes of the pool; null: not known.</summary>
    public IReadOnlyList<GlusterClient.Peer>? Peers { get; init; }

    /// <summary>Why the volume could not be asked for.</summary>
    public Error? Error { get; init; }
}
