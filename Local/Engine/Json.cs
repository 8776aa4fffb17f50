using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace GlusterDr.Local.Engine;

/// <summary>How values are stored.</summary>
internal static class Json
{
    private const int PreviewLength = 256;

    public static string? Of(object? value) => value is null ? null : JsonSerializer.Serialize(value, DrJson.Options);

    public static object? Read(string? json, Type type) => json is not null
        ? JsonSerializer.Deserialize(json, type, DrJson.Options)
        : type.IsValueType && Nullable.GetUnderlyingType(type) is null ? RuntimeHelpers.GetUninitializedObject(type) : null;

    public static T Read<T>(string? json) => json is null ? default! : JsonSerializer.Deserialize<T>(json, DrJson.Options)!;

    /// <summary>A fingerprint, so that the history need not contain the input itself.</summary>
    public static string Hash(string? json)
    {
        if (json is null)
        {
            return "";
        }

        byte[] hash = SHA256.HashData(Encoding.UTF8.GetBytes(json));
        return Convert.ToBase64String(hash, 0, 15);
    }

    /// <summary>The beginning of a value, for error messages about differences.</summary>
    public static string? Preview(string? json) =>
        json is { Length: > PreviewLength } ? string.Concat(json.AsSpan(0, PreviewLength), "...") : json;
}
