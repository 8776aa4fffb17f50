using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace GlusterDr.FunctionsHost.Functions;

/// <summary>The data of a trigger besides its value.</summary>
internal static class TriggerMetadata
{
    /// <summary>
    /// The data of the trigger, overridden by the value's own properties: for JSON text each property except lists, as in the Functions host.
    /// A property of the input therefore hides data of the trigger with the same name.
    /// </summary>
    public static IReadOnlyDictionary<string, object?> Of(IReadOnlyDictionary<string, object> told, object? value)
    {
        // "sys" belongs to the binder and is not data. An HTTP request is forwarded by HTTP.
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
