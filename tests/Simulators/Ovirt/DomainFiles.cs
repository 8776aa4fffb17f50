namespace GlusterDr.Simulators;

/// <summary>The files of a storage domain other than images of machines: its description, its leases, and the definitions of its machines.</summary>
internal static class DomainFiles
{
    private const long OvfStoreBytes = 128L << 20;

    public static void Create(EngineDomain domain)
    {
        if (domain.Volume is not { } volume)
        {
            return;
        }

        volume.Write($"{domain.Id}/dom_md/metadata", FileContent.OfText(Metadata(domain)));
        volume.Write("__DIRECT_IO_TEST__", FileContent.Empty);
        foreach ((string name, long bytes) in new[] { ("ids", 1L << 20), ("inbox", 16L << 20), ("outbox", 16L << 20), ("leases", 2L << 20), ("xleases", 16L << 20) })
        {
            volume.Write($"{domain.Id}/dom_md/{name}", new FileContent(StableHash.Of($"{domain.Id} {name}"), bytes) { Allocated = bytes });
        }

        domain.OvfUpdated = domain.Engine.Now;
        domain.OvfStores = [.. Enumerable.Range(1, 2).Select(i => OvfStore(domain, i))];
        WriteDefinitions(domain);
    }

    /// <summary>Writes the definitions of the storage domain's machines to both OVF_STORE disks.</summary>
    public static void WriteDefinitions(EngineDomain domain)
    {
        domain.OvfUpdated = domain.Engine.Now;
        string definitions = string.Concat(domain.Engine.VmsOn(domain).Select(Definition));
        foreach (EngineDisk store in domain.OvfStores)
        {
            EngineImage image = store.Chain[0];
            image.Generation++;
            domain.Volume?.Write(ImageFiles.PathOf(store, image), FileContent.OfText(definitions));
            ImageFiles.WriteMeta(store, image);
        }
    }

    private static EngineDisk OvfStore(EngineDomain domain, int number)
    {
        EngineDisk disk = new(StableHash.Uuid($"ovf {domain.Id} {number}"), "OVF_STORE", domain, OvfStoreBytes) { IsOvfStore = true };
        EngineImage image = new(StableHash.Uuid($"ovf image {domain.Id} {number}"), "", domain.Engine.Now, 1, "raw");
        disk.Push(image);
        ImageFiles.WriteCompanions(disk, image);
        return disk;
    }

    private static string Definition(EngineVm vm) =>
        $"{vm.Id}.ovf {vm.Name} {string.Join(' ', vm.Disks.Where(d => !d.IsLun).Select(d => $"{d.Id}/{d.Chain[0].Id}"))}\n";

    private static string Metadata(EngineDomain domain) => $"""
        ALIGNMENT=1048576
        BLOCK_SIZE=512
        CLASS=Data
        DESCRIPTION={domain.Name}
        IOOPTIMEOUTSEC=10
        LEASERETRIES=3
        LEASETIMESEC=60
        LOCKPOLICY=
        LOCKRENEWALINTERVALSEC=5
        POOL_UUID={domain.Engine.DataCenterId}
        REMOTE_PATH={domain.Address}:{domain.Path}
        ROLE={(domain.IsMaster ? "Master" : "Regular")}
        SDUUID={domain.Id}
        TYPE={domain.StorageType.ToUpperInvariant()}
        VERSION=5

        """;
}
