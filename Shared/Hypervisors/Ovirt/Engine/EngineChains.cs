using System.Xml.Linq;

namespace GlusterDr.Hypervisors.Ovirt.Engine;

/// <summary>The image chains of all disks on a policy's storage domains, read with one call per domain.</summary>
internal sealed class EngineChains
{
    private readonly Dictionary<string, EngineImage> _byId;
    private readonly ILookup<string, EngineImage> _above;

    private EngineChains(IEnumerable<EngineImage> images)
    {
        // The image of a template is listed with each disk that is based on it.
        _byId = images.GroupBy(i => i.Id).ToDictionary(g => g.Key, g => g.First());
        _above = images.Where(i => i.ParentId is not null).ToLookup(i => i.ParentId!);
    }

    /// <summary>Reads the present chains.</summary>
    /// <remarks>Before version 4.4.3 the engine leaves out active images, before 4.4.8 templates. The images below are reported in any case.</remarks>
    public static async Task<EngineChains> ReadAsync(EngineClient client, DomainSet domains, CancellationToken cancellation)
    {
        XElement[] found = await Task.WhenAll(domains.All.Select(d =>
            client.GetAsync($"storagedomains/{d.Id}/disksnapshots?include_active=true&include_template=true", cancellation)));
        return Of(found);
    }

    /// <summary>Parses the chains from answers.</summary>
    public static EngineChains Of(params XElement[] answers) => new([.. answers.SelectMany(a => a.Elements("disk_snapshot")).Select(EngineXml.Image)]);

    /// <summary>The images below one, nearest first. It cannot be read without them.</summary>
    public IEnumerable<string> Below(string imageId)
    {
        HashSet<string> seen = [imageId];
        for (string? at = ParentOf(imageId); at is not null && seen.Add(at); at = ParentOf(at))
        {
            yield return at;
        }
    }

    /// <summary>Whether any image in the chain of a disk is illegal.</summary>
    public bool HasIllegal(EngineDisk disk) => disk.ImageId is { } active
        && Below(active).Prepend(active).Any(i => _byId.GetValueOrDefault(i) is { Disk.Status: "illegal" });

    /// <summary>The image directly above one in the chain of its disk; null: none.</summary>
    public string? Above(EngineImage image) => _above[image.Id].FirstOrDefault(i => i.Disk.Id == image.Disk.Id)?.Id;

    /// <summary>The images that belong to a snapshot.</summary>
    public IEnumerable<EngineImage> ImagesOfSnapshot(string snapshotId) => _byId.Values.Where(i => i.SnapshotId == snapshotId);

    public bool Has(string imageId) => _byId.ContainsKey(imageId);

    private string? ParentOf(string imageId) => _byId.GetValueOrDefault(imageId)?.ParentId;
}
