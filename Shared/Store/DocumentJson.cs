using System.Text.Json;

namespace GlusterDr.Store;

/// <summary>Documents as typed values.</summary>
public static class DocumentJson
{
    /// <summary>The content as a value.</summary>
    /// <exception cref="JsonException">It is not one; the message names the document.</exception>
    public static T Read<T>(this Document document)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(document.Json, DrJson.Options)
                ?? throw new JsonException("it is null");
        }
        catch (JsonException e)
        {
            throw new JsonException($"Document '{document.Partition}/{document.Key}' cannot be read: {e.Message}", e);
        }
    }
}
