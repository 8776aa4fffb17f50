using GlusterDr.Errors;

namespace GlusterDr.Gluster.Volumes;

/// <summary>
/// Compares how the two volumes of a session store large files. Geo-replication copies files of a sharded volume shard by shard, so
/// images are corrupted if only one side is sharded. Switching sharding off on a volume with files corrupts them too, so no advice
/// suggests it.
/// </summary>
public static class ShardFit
{
    /// <summary>The error if only one of the volumes is sharded; null: both are, or neither is.</summary>
    public static Error? Mismatch(string subject, GlusterVolume primary, GlusterVolume secondary)
    {
        if (primary.IsSharded == secondary.IsSharded)
        {
            return null;
        }

        string advice = primary.IsSharded
            ? $"If volume {secondary.Name} is empty: gluster volume set {secondary.Name} features.shard on. If it holds files, use an empty volume."
            : $"Use a secondary volume that was never sharded. Do not change features.shard of {secondary.Name} while it contains files: that corrupts them.";
        return new Error(
            ErrorCodes.VolumesUnfit,
            ErrorClass.NeedsPerson,
            primary.IsSharded
                ? "the primary is sharded and the secondary is not: images would be corrupted"
                : "the secondary is sharded and the primary is not: images would be corrupted",
            subject,
            Advice: advice);
    }

    /// <summary>The error if both are sharded with different sizes; null: they match.</summary>
    public static Error? SizeMismatch(string subject, GlusterVolume primary, GlusterVolume secondary) =>
        !primary.IsSharded || !secondary.IsSharded || GlusterValue.Same(primary.ShardSize, secondary.ShardSize)
            ? null
            : new Error(
                ErrorCodes.VolumesUnfit,
                ErrorClass.NeedsPerson,
                $"shards are of {primary.ShardSize} at the primary, and would be of {secondary.ShardSize} at the secondary",
                subject,
                Advice: $"gluster volume set {secondary.Name} features.shard-block-size {primary.ShardSize}");
}
