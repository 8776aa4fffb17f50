using GlusterDr.Errors;
using GlusterDr.Gluster.Volumes;

namespace GlusterDr.Sessions.Catalog;

/// <summary>Checks whether not only geo-replication can change the files of a secondary.</summary>
public static class WritableSecondary
{
    /// <summary>The warning; null: the volume is read-only for everybody else.</summary>
    public static Error? Find(GlusterVolume secondary) => secondary.IsOn(GlusterVolume.ReadOnlyOption)
        ? null
        : new Error(
            ErrorCodes.SecondaryWritable,
            ErrorClass.NeedsPerson,
            $"The secondary volume '{secondary.Name}' is not read-only: anyone who mounts it can change files there, and geo-replication does not correct that.",
            secondary.Name,
            Advice: $"On one of its nodes: gluster volume set {secondary.Name} {GlusterVolume.ReadOnlyOption} on");
}
