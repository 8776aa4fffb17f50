using System.Collections.Concurrent;
using System.Xml;
using System.Xml.Linq;
using GlusterDr.Errors;
using GlusterDr.Hypervisors.Libvirt.Domains;
using GlusterDr.Hypervisors.Libvirt.Virsh;

namespace GlusterDr.Hypervisors.Libvirt.Storage;

/// <summary>Locates disks that are given as volumes of a storage pool: as a file, or on a Gluster volume. Each pool is read once.</summary>
public sealed class StoragePools(VirshClient virsh)
{
    // In pools of these types a volume is a file with its name in the pool's folder.
    private static readonly string[] FolderTypes = ["dir", "fs", "netfs"];

    private readonly ConcurrentDictionary<string, Task<PoolLocation>> _locations = new(StringComparer.Ordinal);

    /// <summary>Fills in the paths of all images that are files.</summary>
    public async Task<IReadOnlyList<Domain>> ResolveAsync(IReadOnlyList<Domain> domains, CancellationToken cancellation)
    {
        string[] pools = [.. domains
            .SelectMany(d => d.Disks).SelectMany(Images).Select(i => i.Pool).OfType<string>().Distinct(StringComparer.Ordinal)];
        if (pools.Length == 0)
        {
            return domains;
        }

        PoolLocation[] found = await Task.WhenAll(pools.Select(p => _locations.GetOrAdd(p, name => LocateAsync(name, cancellation))));
        Dictionary<string, PoolLocation> locations = pools.Zip(found).ToDictionary(p => p.First, p => p.Second, StringComparer.Ordinal);
        return [.. domains.Select(d => d with { Disks = [.. d.Disks.Select(Resolved)] })];

        DomainDisk Resolved(DomainDisk disk) => disk with
        {
            Chain = [.. disk.Chain.Select(Path)],
            Job = disk.Job is { Image: { } image } ? disk.Job with { Image = Path(image) } : disk.Job,
        };

        DiskImage Path(DiskImage image) => image.Pool is { } pool ? locations[pool].Of(image) : image;
    }

    private static string Gluster(XElement? source) =>
        $"gluster:{source?.Element("name")?.Value.Trim('/')}/{source?.Element("dir")?.Attribute("path")?.Value.Trim('/')}".TrimEnd('/');

    private static IEnumerable<DiskImage> Images(DomainDisk disk) => disk.Job?.Image is { } image ? disk.Chain.Append(image) : disk.Chain;

    private async Task<PoolLocation> LocateAsync(string pool, CancellationToken cancellation)
    {
        VirshOutcome outcome = await virsh.PoolAsync(pool, cancellation);
        if (outcome.Problem == VirshProblem.PoolNotFound)
        {
            return new PoolLocation { Problem = $"the storage pool {pool} is not known to its host any more" };
        }

        string text = outcome.Require(ErrorCodes.HypervisorUnavailable, $"The storage pool {pool} could not be read");
        try
        {
            XElement xml = XElement.Parse(text);
            return xml.Attribute("type")?.Value switch
            {
                "gluster" => new PoolLocation { Remote = Gluster(xml.Element("source")) },
                var type when FolderTypes.Contains(type) => new PoolLocation { Folder = xml.Element("target")?.Element("path")?.Value.TrimEnd('/') },
                _ => new PoolLocation(),
            };
        }
        catch (XmlException e)
        {
            string message = $"virsh printed a storage pool that is not XML: {e.Message}";
            throw new DrException(new Error(ErrorCodes.OutputUnreadable, ErrorClass.Permanent, message, outcome.Host), e);
        }
    }
}
