using Azure.Data.Tables;
using GlusterDr.Store;

namespace GlusterDr.Functions.Store;

/// <summary>
/// A document as a row. Its compressed content is split over as many binary properties as needed. A property has at most 64 KiB and a
/// row 1 MiB (https://learn.microsoft.com/azure/storage/tables/scalability-targets); <see cref="DocumentContent.MaxBytes"/> is eleven properties.
/// </summary>
internal static class DocumentEntity
{
    private const int PropertyBytes = 64 << 10;

    /// <summary>Creates the row of a document whose size was already checked.</summary>
    public static TableEntity Make(string partition, string key, string json)
    {
        TableEntity entity = new(partition, key);
        foreach ((int i, byte[] part) in DocumentContent.Compress(json).Chunk(PropertyBytes).Index())
        {
            entity[Name(i)] = part;
        }

        return entity;
    }

    /// <summary>Reads the document of a row.</summary>
    /// <exception cref="GlusterDr.Errors.DrException"><c>store.unreadable</c>: the row was not written by GlusterDr, or is damaged.</exception>
    public static Document Read(TableEntity entity)
    {
        try
        {
            return new Document(entity.PartitionKey, entity.RowKey, DocumentContent.Expand(Content(entity)), entity.ETag.ToString());
        }
        catch (Exception e) when (e is InvalidDataException or InvalidOperationException)
        {
            throw DocumentJson.Unreadable(entity.PartitionKey, entity.RowKey, e);
        }
    }

    private static byte[] Content(TableEntity entity)
    {
        using MemoryStream all = new();
        for (int i = 0; entity.GetBinary(Name(i)) is { } part; i++)
        {
            all.Write(part);
        }

        return all.ToArray();
    }

    private static string Name(int part) => $"Content{part}";
}
