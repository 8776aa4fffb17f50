using System.Buffers;
using System.IO.Compression;
using System.Text;
using GlusterDr.Errors;

namespace GlusterDr.Store;

/// <summary>The size limit of documents, and the compressed form that it applies to.</summary>
public static class DocumentContent
{
    /// <summary>
    /// The largest document: 704 KiB of its compressed form (UTF-8, then Brotli), in every store. In base64, with two keys of
    /// maximum length, a row of Azure Tables then stays under 1 MiB even if the request's text counts, as in Azurite.
    /// </summary>
    public const int MaxBytes = 704 << 10;

    // Brotli adds a few bytes to incompressible data.
    private const int SurelyFits = MaxBytes - 1024;

    private static readonly UTF8Encoding s_strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Compresses the content.</summary>
    public static byte[] Compress(string json)
    {
        using MemoryStream all = new();
        using (BrotliStream content = new(all, CompressionLevel.Fastest, leaveOpen: true))
        {
            content.Write(s_strict.GetBytes(json));
        }

        return all.ToArray();
    }

    /// <summary>Decompresses the content.</summary>
    /// <exception cref="InvalidDataException">The data is invalid or truncated.</exception>
    public static string Expand(ReadOnlySpan<byte> compressed)
    {
        // Not a stream: with truncated data a stream would simply end.
        int piece = Math.Max(256, 4 * compressed.Length);
        ArrayBufferWriter<byte> all = new(piece);
        using BrotliDecoder decoder = new();
        OperationStatus status;
        do
        {
            status = decoder.Decompress(compressed, all.GetSpan(piece), out int read, out int written);
            compressed = compressed[read..];
            all.Advance(written);
        }
        while (status == OperationStatus.DestinationTooSmall);

        return status == OperationStatus.Done && compressed.IsEmpty
            ? Text(all.WrittenSpan)
            : throw new InvalidDataException("it is not compressed content, or not all of it.");
    }

    /// <summary>Throws if the content cannot be stored.</summary>
    /// <exception cref="DrException"><see cref="ErrorCodes.StoreTooLarge"/>, or <see cref="ErrorCodes.StoreFailed"/> for text that is
    /// not valid Unicode.</exception>
    public static void ThrowIfInvalid(string partition, string key, string json)
    {
        int bytes = Utf8Bytes(partition, key, json);
        if (bytes > SurelyFits && Compress(json).Length is var compressed and > MaxBytes)
        {
            throw new DrException(new Error(
                ErrorCodes.StoreTooLarge,
                ErrorClass.Permanent,
                $"Document '{partition}/{key}' is too large to be stored: {bytes} bytes are {compressed} when compressed, and the limit is {MaxBytes}.",
                Advice: "Documents grow with the VMs, disks and destinations of a policy: divide it into several policies."));
        }
    }

    private static string Text(ReadOnlySpan<byte> utf8)
    {
        try
        {
            return s_strict.GetString(utf8);
        }
        catch (DecoderFallbackException e)
        {
            throw new InvalidDataException("it is not UTF-8.", e);
        }
    }

    private static int Utf8Bytes(string partition, string key, string json)
    {
        try
        {
            return s_strict.GetByteCount(json);
        }
        catch (EncoderFallbackException e)
        {
            throw new DrException(
                new Error(
                    ErrorCodes.StoreFailed,
                    ErrorClass.Permanent,
                    $"Document '{partition}/{key}' cannot be stored: the character at index {e.Index} is half of a surrogate pair."),
                e);
        }
    }
}
