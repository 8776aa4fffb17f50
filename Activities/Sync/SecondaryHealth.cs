using GlusterDr.Errors;
using GlusterDr.Gluster.Cli;
using GlusterDr.Gluster.Volumes;

namespace GlusterDr.Activities.Sync;

/// <summary>Checks whether a secondary volume can take data at all.</summary>
public sealed class SecondaryHealth(GlusterClient gluster)
{
    /// <summary>Below this share of free space a brick is considered full (Gluster's own storage.reserve is 1 %).</summary>
    private const double FullShare = 0.015;

    /// <summary>Reads the state of the volume from the secondary's own pool. Null: no fault was found.</summary>
    public async Task<Error?> FindErrorAsync(DestinationAccess destination, CancellationToken cancellation)
    {
        string volume = destination.Destination.Volume;
        try
        {
            GlusterVolume found = await gluster.GetVolumeAsync(destination.SecondaryPool, volume, cancellation);
            return JudgeStarted(found) ?? Judge(found, await gluster.GetBrickStatusAsync(destination.SecondaryPool, volume, cancellation));
        }
        catch (DrException e)
        {
            return e.Error;
        }
    }

    /// <summary>The error of a volume that is not started; null: it is started. Gluster reports the bricks of started volumes only.</summary>
    internal static Error? JudgeStarted(GlusterVolume volume) => volume.IsStarted ? null : new(
        ErrorCodes.VolumeNotStarted,
        ErrorClass.NeedsPerson,
        $"The secondary volume '{volume.Name}' is {volume.Status}.",
        volume.Name,
        Advice: $"Start it: gluster volume start {volume.Name}");

    /// <summary>The fault of a volume or of its bricks; null: none was found.</summary>
    internal static Error? Judge(GlusterVolume volume, IReadOnlyList<BrickStatus> bricks)
    {
        if (JudgeStarted(volume) is { } stopped)
        {
            return stopped;
        }

        if (bricks.FirstOrDefault(IsFull) is { } full)
        {
            return new(
                ErrorCodes.SecondaryFull,
                ErrorClass.NeedsPerson,
                $"Brick {full.Path} has {full.FreeBytes >> 20} MiB of {full.TotalBytes >> 20} MiB free: the secondary is full.",
                full.Host,
                Advice: "Free space there, or add bricks to the secondary volume. The next run continues from what has arrived.");
        }

        int offline = volume.Bricks.Count - bricks.Count(b => b.Online);
        return offline == 0 ? null : new(
            ErrorCodes.VolumeUnavailable,
            ErrorClass.Transient,
            $"{offline} of {volume.Bricks.Count} bricks of the secondary volume '{volume.Name}' are offline.",
            (bricks.FirstOrDefault(b => !b.Online)?.Host) ?? volume.Name,
            Advice: $"Check: gluster volume status {volume.Name}");
    }

    private static bool IsFull(BrickStatus brick) =>
        brick is { TotalBytes: > 0, FreeBytes: not null } && brick.FreeBytes.Value < brick.TotalBytes.Value * FullShare;
}
