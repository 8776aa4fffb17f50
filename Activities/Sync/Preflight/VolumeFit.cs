using GlusterDr.Errors;
using GlusterDr.Gluster.Volumes;

namespace GlusterDr.Activities.Sync.Preflight;

/// <summary>Checks that a secondary volume has the same sharding as its primary.</summary>
internal static class VolumeFit
{
    public static void Check(string subject, GlusterVolume primary, GlusterVolume secondary, Findings findings)
    {
        if (ShardFit.Mismatch(subject, primary, secondary) is { } mismatch)
        {
            findings.Fail(subject, mismatch);
        }

        if (ShardFit.SizeMismatch(subject, primary, secondary) is { } size)
        {
            findings.Warn(subject, size);
        }
    }
}
