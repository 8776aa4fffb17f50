using System.IO.Compression;
using System.Text;
using Azure.Data.Tables;
using GlusterDr.Store;

namespace GlusterDr.Functions.Store;

/// <summary>A document as a row. A property holds 64 KiB and a row 1 MiB: the content is compressed, and goes over as many as it needs.</summary>
internal static class DocumentEntity
{
    private const int PropertyBytes = 64 << 10;
    private const int MostProperties = 15;

    /// <exception cref="InvalidOperationException">It is too large even so.</exception>
    public static TableEntity Make(string partition, string key, string json)
    {
        byte[][] parts = [.. Compress(json).Chunk(PropertyBytes)];
        if (parts.Length > MostProperties)
        {
            throw new InvalidOperationException($"Document '{partition}/{key}' is too large for a table: {json.Length} characters.");
        }

        TableEntity entity = new(partition, key);
        for (int i = 0; i < parts.Length; i++)
        {
            entity[Name(i)] = parts[i];
        }

        return entity;
    }

    public static Document Read(TableEntity entity)
    {
        using MemoryStream all = new();
        for (int i = 0; entity.GetBinary(Name(i)) is { } part; i++)
        {
            all.Write(part);
        }

        all.Position = 0;
        using BrotliStream content = new(all, CompressionMode.Decompress);
        using StreamReader reader = new(content, Encoding.UTF8);
        return new Document(entity.PartitionKey, entity.RowKey, reader.ReadToEnd(), entity.ETag.ToString());
    }

    private static byte[] Compress(string json)
    {
        using MemoryStream all = new();
        using (BrotliStream content = new(all, CompressionLevel.Fastest))
        {
            content.Write(Encoding.UTF8.GetBytes(json));
        }

        return all.ToArray();
    }

    private static string Name(int part) => $"Content{part}";
}
