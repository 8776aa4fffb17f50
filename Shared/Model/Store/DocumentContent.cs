using System.Buffers;
using System.IO.Compression;
using System.Text;
using GlusterDr.Errors;

namespace GlusterDr.Store;

/// <summary>How large a document may be, and the compressed form that this is measured by.</summary>
public static class DocumentContent
{
    /// <summary>
    /// The largest document: 704 KiB of its compressed form (UTF-8, then Brotli), in every store. In base64, with two keys of the
    /// greatest length, a row of Azure Tables then stays under 1 MiB also where the request's text is counted, as Azurite does.
    /// </summary>
    public const int MaxBytes = 704 << 10;

    // Brotli adds a few bytes to what it cannot compress.
    private const int SurelyFits = MaxBytes - 1024;

    private static readonly UTF8Encoding s_strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The content as it is compressed.</summary>
    public static byte[] Compress(string json)
    {
        using MemoryStream all = new();
        using (BrotliStream content = new(all, CompressionLevel.Fastest, leaveOpen: true))
        {
            content.Write(s_strict.GetBytes(json));
        }

        return all.ToArray();
    }

    /// <summary>The content that was compressed.</summary>
    /// <exception cref="InvalidDataException">It is none, or only a part of one.</exception>
    public static string Expand(ReadOnlySpan<byte> compressed)
    {
        // Not a stream: at the end of a part of the content it would only end.
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

    /// <summary>Throws where the content cannot be stored.</summary>
    /// <exception cref="DrException"><see cref="ErrorCodes.StoreTooLarge"/>, or <see cref="ErrorCodes.StoreFailed"/> for text that is
    /// no Unicode.</exception>
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
