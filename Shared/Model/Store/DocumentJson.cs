using System.Text.Json;
using GlusterDr.Errors;

namespace GlusterDr.Store;

/// <summary>Documents as typed values.</summary>
public static class DocumentJson
{
    /// <summary>The content as a value.</summary>
    /// <exception cref="DrException"><see cref="ErrorCodes.StoreUnreadable"/>: it cannot be read; the message names the document.</exception>
    public static T Read<T>(this Document document)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(document.Json, DrJson.Options)
                ?? throw new JsonException("it is null");
        }
        catch (JsonException e)
        {
            throw Unreadable(document.Partition, document.Key, e);
        }
    }

    /// <summary>The error of a document that exists but cannot be read.</summary>
    public static DrException Unreadable(string partition, string key, Exception cause) => new(
        new Error(
            ErrorCodes.StoreUnreadable,
            ErrorClass.Permanent,
            $"Document '{partition}/{key}' cannot be read: {cause.Message}",
            Advice: "If a newer version of GlusterDr wrote it, use that version. Otherwise restore the store from a backup."),
        cause);
}
