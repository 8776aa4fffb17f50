using GlusterDr.Errors;
using GlusterDr.Gluster.Agent;
using GlusterDr.Gluster.Cli;
using GlusterDr.Gluster.Volumes;
using GlusterDr.Sessions.Origins;

namespace GlusterDr.Sessions.Catalog;

/// <summary>Lists the volumes of a pool, and whether they can be a destination. Changes nothing.</summary>
public sealed class DestinationCatalog(GlusterClient gluster, VolumeAgent agent, OriginFinder origins)
{
    private const string SharedStorage = "gluster_shared_storage";
    private const int AtOnce = 4;

    /// <summary>All volumes but Gluster's own, by name. A volume that cannot be read has the reason in its gaps.</summary>
    /// <exception cref="DrException">The pool does not answer.</exception>
    public async Task<IReadOnlyList<DestinationVolume>> ListAsync(GlusterPool pool, CancellationToken cancellation)
    {
        GlusterVolume[] volumes = [.. (await gluster.ListVolumesAsync(pool, cancellation)).Where(v => v.Name != SharedStorage).OrderBy(v => v.Name, StringComparer.Ordinal)];
        Task<IReadOnlyList<OriginReport>> found = origins.FindAsync(pool, volumes, cancellation);
        DestinationVolume[] listed = await AtMost.SelectAsync(AtOnce, volumes, (volume, stop) => DescribeAsync(pool, volume, stop), cancellation);
        IReadOnlyList<OriginReport> reports = await found;
        return [.. listed.Select((volume, i) => With(volume, reports[i]))];
    }

    private async Task<DestinationVolume> DescribeAsync(GlusterPool pool, GlusterVolume volume, CancellationToken cancellation)
    {
        DestinationVolume described = new()
        {
            Name = volume.Name,
            Id = volume.Id,
            Type = volume.Type,
            IsStarted = volume.IsStarted,
            IsReadOnly = OriginJudge.IsReadOnly(volume),
            ShardSize = volume.IsSharded ? volume.ShardSize : null,
        };
        if (!volume.IsStarted)
        {
            return described;
        }

        try
        {
            VolumeSpace space = await agent.GetSpaceAsync(pool, volume.Name, cancellation);
            return described with { TotalBytes = space.TotalBytes, FreeBytes = space.FreeBytes, IsEmpty = space.IsEmpty };
        }
        catch (DrException e)
        {
            return described with { Gaps = [e.Error.Message] };
        }
    }

    private static DestinationVolume With(DestinationVolume volume, OriginReport report) => volume with
    {
        CopyOf = report.Origins.Count > 0 || report.IsReadOnly ? report.Summary : null,
        Gaps = [.. volume.Gaps, .. report.Gaps],
    };
}
