using System.Xml.Linq;
using GlusterDr.Errors;
using GlusterDr.Hypervisors.Ovirt.Engine;

namespace GlusterDr.Hypervisors.Ovirt;

/// <summary>Finds volumes that are not managed by the oVirt engine's own Gluster service.</summary>
internal sealed class ManagedVolumes(EngineClient client)
{
    /// <summary>Returns warnings for administrators, also if the engine cannot be read.</summary>
    public async Task<IReadOnlyList<Error>> FindUnmanagedAsync(DomainSet domains, CancellationToken cancellation)
    {
        try
        {
            return await ReadAsync(domains, cancellation);
        }
        catch (DrException e)
        {
            // The volumes are protected in any case.
            return [e.Error];
        }
    }

    private async Task<IReadOnlyList<Error>> ReadAsync(DomainSet domains, CancellationToken cancellation)
    {
        XElement clusters = await client.GetAsync("clusters?max=10000", cancellation);
        XElement[] volumes = await Task.WhenAll(clusters.Elements("cluster")
            .Where(c => EngineXml.Text(c, "gluster_service") == "true")
            .Select(c => client.GetAsync($"clusters/{EngineXml.Id(c)}/glustervolumes", cancellation)));
        HashSet<string?> managed = [.. volumes.SelectMany(v => v.Elements("gluster_volume")).Select(v => EngineXml.Text(v, "name"))];
        return [.. domains.All.Where(d => !managed.Contains(d.Volume)).Select(Unmanaged)];
    }

    private static Error Unmanaged(EngineDomain domain) => new(
        ErrorCodes.VolumeUnmanaged,
        ErrorClass.NeedsPerson,
        $"The oVirt engine does not manage volume '{domain.Volume}' of storage domain '{domain.Name}': it is protected, but the engine shows its "
            + "administrators nothing of its bricks and sessions.",
        domain.Name,
        Advice: "To have it managed, import its Gluster pool as a cluster with the Gluster service (Compute, Clusters, New: Enable Gluster Service, Import).");
}
