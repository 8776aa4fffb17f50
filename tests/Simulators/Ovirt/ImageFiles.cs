using System.Text;

namespace GlusterDr.Simulators;

/// <summary>The files of images on a storage domain's volume, in the layout of oVirt's hosts.</summary>
internal static class ImageFiles
{
    private const string NoImage = "00000000-0000-0000-0000-000000000000";
    private const long LeaseBytes = 1L << 20;

    public static string PathOf(EngineDisk disk, EngineImage image) => disk.Domain!.ImagePath(disk, image);

    /// <summary>Writes the files that belong to an image, without its content.</summary>
    public static void WriteCompanions(EngineDisk disk, EngineImage image)
    {
        if (disk.Domain?.Volume is { } volume)
        {
            string path = PathOf(disk, image);
            volume.Write(path + ".lease", new FileContent(StableHash.Of(path), LeaseBytes) { Allocated = LeaseBytes });
            WriteMeta(disk, image);
        }
    }

    /// <summary>Writes the metadata of an image.</summary>
    public static void WriteMeta(EngineDisk disk, EngineImage image)
    {
        if (disk.Domain?.Volume is { } volume)
        {
            volume.Write(PathOf(disk, image) + ".meta", FileContent.OfText(Meta(disk, image)));
        }
    }

    /// <summary>Deletes an image with its other files.</summary>
    public static void Delete(EngineDisk disk, EngineImage image)
    {
        string path = PathOf(disk, image);
        foreach (string file in new[] { path, path + ".meta", path + ".lease" })
        {
            disk.Domain!.Volume?.Delete(file);
        }
    }

    public static void DeleteAll(EngineDisk disk)
    {
        foreach (EngineImage image in disk.Chain)
        {
            Delete(disk, image);
        }
    }

    public static void SetLegality(EngineDisk disk, EngineImage image, bool legal)
    {
        image.IsIllegal = !legal;
        WriteMeta(disk, image);
    }

    // Sorted by name, as the hosts write it for storage domains of version 5.
    private static string Meta(EngineDisk disk, EngineImage image)
    {
        int at = disk.Chain.ToList().IndexOf(image);
        bool isLeaf = at == 0;
        StringBuilder text = new();
        text.Append($"CAP={disk.Size}\n");
        text.Append($"CTIME={image.Created.ToUnixTimeSeconds()}\n");
        text.Append($"DESCRIPTION={(image.Sequence == 1 ? Description(disk) : "")}\n");
        text.Append($"DISKTYPE={(disk.IsOvfStore ? "OVFS" : "DATA")}\n");
        text.Append($"DOMAIN={disk.Domain!.Id}\n");
        text.Append($"FORMAT={image.Format.ToUpperInvariant()}\n");
        text.Append($"GEN={image.Generation}\n");
        text.Append($"IMAGE={disk.Id}\n");
        text.Append($"LEGALITY={(image.IsIllegal ? "ILLEGAL" : "LEGAL")}\n");
        text.Append($"PUUID={(at == disk.Chain.Count - 1 ? NoImage : disk.Chain[at + 1].Id)}\n");
        text.Append($"SEQ={image.Sequence}\n");
        text.Append("TYPE=SPARSE\n");
        text.Append($"VOLTYPE={(isLeaf ? "LEAF" : "INTERNAL")}\n");
        text.Append("EOF\n");
        return text.ToString();
    }

    private static string Description(EngineDisk disk) => disk.IsOvfStore
        ? $$"""{"Updated":true,"Last Updated":"{{disk.Domain!.OvfUpdated:ddd MMM dd HH:mm:ss}} UTC {{disk.Domain.OvfUpdated:yyyy}}","Storage Domains":[{"uuid":"{{disk.Domain.Id}}"}],"Disk Description":"OVF_STORE"}"""
        : $$"""{"DiskAlias":"{{disk.Alias}}","DiskDescription":""}""";
}
