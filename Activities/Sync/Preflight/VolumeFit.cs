using GlusterDr.Errors;
using GlusterDr.Gluster.Volumes;

namespace GlusterDr.Activities.Sync.Preflight;

/// <summary>Whether a secondary volume keeps files in the same pieces as its primary.</summary>
internal static class VolumeFit
{
    public static void Check(string subject, GlusterVolume primary, GlusterVolume secondary, Findings findings)
    {
        if (ShardFit.Mismatch(subject, primary, secondary) is { } torn)
        {
            findings.Fail(subject, torn);
        }

        if (ShardFit.SizeMismatch(subject, primary, secondary) is { } size)
        {
            findings.Warn(subject, size);
        }
    }
}
