using System.Text;

namespace GlusterDr.Simulators;

/// <summary>Hashes that are the same in every process, unlike those of strings.</summary>
internal static class StableHash
{
    /// <summary>FNV-1a over the text, mixed.</summary>
    public static uint Of(string text)
    {
        uint hash = 2166136261;
        foreach (byte b in Encoding.UTF8.GetBytes(text))
        {
            hash = (hash ^ b) * 16777619;
        }

        hash ^= hash >> 15;
        hash *= 2246822519;
        return hash ^ (hash >> 13);
    }

    /// <summary>A UUID derived from a name.</summary>
    public static string Uuid(string name)
    {
        byte[] bytes = [.. Enumerable.Range(0, 4).SelectMany(i => BitConverter.GetBytes(Of($"{name}/{i}")))];
        bytes[7] = (byte)((bytes[7] & 0x0f) | 0x40);
        bytes[8] = (byte)((bytes[8] & 0x3f) | 0x80);
        return new Guid(bytes).ToString();
    }

    /// <summary>A number from 0 to 1 derived from a text.</summary>
    public static double Fraction(string text) => Of(text) / (double)uint.MaxValue;
}
