using GlusterDr.Gluster.Content;

namespace GlusterDr.Activities.Sync.Verify;

/// <summary>What a look at files that differ showed of the primary.</summary>
/// <param name="Rotten">Those whose bytes changed there without a write.</param>
/// <param name="Read">All that was read of them there, by then.</param>
internal sealed record RotLook(IReadOnlyList<RottenFile> Rotten, IReadOnlyList<PieceDigests> Read);
