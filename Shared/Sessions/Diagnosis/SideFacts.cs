using GlusterDr.Errors;
using GlusterDr.Gluster.Cli;
using GlusterDr.Gluster.Volumes;

namespace GlusterDr.Sessions.Diagnosis;

/// <summary>What the pool of one side reports about its volume.</summary>
public sealed record SideFacts
{
    /// <summary>The volume; null: it could not be read, or does not exist.</summary>
    public GlusterVolume? Volume { get; init; }

    /// <summary>The status of its bricks; those of a node that is down are missing. Null: not known.</summary>
    public IReadOnlyList<BrickStatus>? Bricks { get; init; }

    /// <summary>The nodes of the pool; null: not known.</summary>
    public IReadOnlyList<GlusterClient.Peer>? Peers { get; init; }

    /// <summary>Why the volume could not be read.</summary>
    public Error? Error { get; init; }
}
