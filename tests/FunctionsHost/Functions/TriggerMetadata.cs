using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace GlusterDr.FunctionsHost.Functions;

/// <summary>What a function may ask of its trigger besides the value.</summary>
internal static class TriggerMetadata
{
    /// <summary>
    /// What the trigger tells, and over it what the value itself has: of JSON text each property but lists, as the Functions host does it.
    /// A property of the input thus hides what the trigger calls the same.
    /// </summary>
    public static IReadOnlyDictionary<string, object?> Of(IReadOnlyDictionary<string, object> told, object? value)
    {
        // "sys" is the binder's own, and no data; a request goes by HTTP.
        Dictionary<string, object?> data = told
            .Where(item => item.Key != "sys" && item.Value is not Microsoft.AspNetCore.Http.HttpContext)
            .ToDictionary(item => item.Key, item => (object?)item.Value, StringComparer.OrdinalIgnoreCase);
        foreach (JProperty property in Properties(value as string))
        {
            data[property.Name] = property.Value is JObject inner ? inner : (string?)property.Value;
        }

        return data.Where(item => item.Value is not null).ToDictionary(StringComparer.OrdinalIgnoreCase);
    }

    private static IEnumerable<JProperty> Properties(string? json)
    {
        if (json is null || !json.TrimStart().StartsWith('{'))
        {
            return [];
        }

        try
        {
            return [.. JObject.Parse(json).Properties().Where(property => property.Value.Type != JTokenType.Array)];
        }
        catch (JsonReaderException)
        {
            return [];
        }
    }
}
