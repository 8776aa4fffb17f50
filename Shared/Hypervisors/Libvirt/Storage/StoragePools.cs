using System.Collections.Concurrent;
using System.Xml;
using System.Xml.Linq;
using GlusterDr.Errors;
using GlusterDr.Hypervisors.Libvirt.Domains;
using GlusterDr.Hypervisors.Libvirt.Virsh;

namespace GlusterDr.Hypervisors.Libvirt.Storage;

/// <summary>Finds the files of disks that are given as volumes of a storage pool, or the Gluster volume behind them. Asks once for a pool.</summary>
public sealed class StoragePools(VirshClient virsh)
{
    // In these a volume is the file of its name in the pool's folder; volumes of others are no files on a mount.
    private static readonly string[] FolderTypes = ["dir", "fs", "netfs"];

    private readonly ConcurrentDictionary<string, Task<PoolPlace>> _places = new(StringComparer.Ordinal);

    /// <summary>The domains with every image's path filled in, where it has one.</summary>
    public async Task<IReadOnlyList<Domain>> ResolveAsync(IReadOnlyList<Domain> domains, CancellationToken cancellation)
    {
        string[] pools = [.. domains
            .SelectMany(d => d.Disks).SelectMany(Images).Select(i => i.Pool).OfType<string>().Distinct(StringComparer.Ordinal)];
        if (pools.Length == 0)
        {
            return domains;
        }

        PoolPlace[] found = await Task.WhenAll(pools.Select(p => _places.GetOrAdd(p, name => PlaceAsync(name, cancellation))));
        Dictionary<string, PoolPlace> places = pools.Zip(found).ToDictionary(p => p.First, p => p.Second, StringComparer.Ordinal);
        return [.. domains.Select(d => d with { Disks = [.. d.Disks.Select(Resolved)] })];

        DomainDisk Resolved(DomainDisk disk) => disk with
        {
            Chain = [.. disk.Chain.Select(Path)],
            Job = disk.Job is { Image: { } image } ? disk.Job with { Image = Path(image) } : disk.Job,
        };

        DiskImage Path(DiskImage image) => image.Pool is { } pool ? places[pool].Of(image) : image;
    }

    private static string Gluster(XElement? source) =>
        $"gluster:{source?.Element("name")?.Value.Trim('/')}/{source?.Element("dir")?.Attribute("path")?.Value.Trim('/')}".TrimEnd('/');

    private static IEnumerable<DiskImage> Images(DomainDisk disk) => disk.Job?.Image is { } image ? disk.Chain.Append(image) : disk.Chain;

    private async Task<PoolPlace> PlaceAsync(string pool, CancellationToken cancellation)
    {
        VirshOutcome outcome = await virsh.PoolAsync(pool, cancellation);
        if (outcome.Problem == VirshProblem.PoolNotFound)
        {
            return new PoolPlace { Problem = $"the storage pool {pool} is not known to its host any more" };
        }

        string text = outcome.Require(ErrorCodes.HypervisorUnavailable, $"The storage pool {pool} could not be read");
        try
        {
            XElement xml = XElement.Parse(text);
            return xml.Attribute("type")?.Value switch
            {
                "gluster" => new PoolPlace { Remote = Gluster(xml.Element("source")) },
                var type when FolderTypes.Contains(type) => new PoolPlace { Folder = xml.Element("target")?.Element("path")?.Value.TrimEnd('/') },
                _ => new PoolPlace(),
            };
        }
        catch (XmlException e)
        {
            string message = $"virsh printed a storage pool that is not XML: {e.Message}";
            throw new DrException(new Error(ErrorCodes.OutputUnreadable, ErrorClass.Permanent, message, outcome.Host), e);
        }
    }
}
