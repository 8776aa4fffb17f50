using GlusterDr.Errors;
using GlusterDr.Gluster;

namespace GlusterDr.Activities.Preflight;

/// <summary>Whether a secondary volume keeps files in the same pieces as its primary.</summary>
internal static class VolumeFit
{
    public static void Check(string subject, GlusterVolume primary, GlusterVolume secondary, Findings findings)
    {
        bool sharded = primary.IsSharded;
        if (sharded != secondary.IsSharded)
        {
            findings.Fail(
                subject,
                ErrorCodes.VolumesUnfit,
                $"the primary is {(sharded ? "" : "not ")}sharded, the secondary is {(sharded ? "not" : "")}: images would be torn",
                $"Make the secondary's features.shard like the primary's before anything is copied: gluster volume set {secondary.Name} features.shard {(sharded ? "on" : "off")}");
        }

        if (sharded && primary.ShardSize != secondary.ShardSize)
        {
            findings.Warn(
                subject,
                ErrorCodes.VolumesUnfit,
                $"shards are of {primary.ShardSize} at the primary, and would be of {secondary.ShardSize} at the secondary",
                $"gluster volume set {secondary.Name} features.shard-block-size {primary.ShardSize}");
        }
    }
}
