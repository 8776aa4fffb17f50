using System.Text;
using GlusterDr.Store;

namespace GlusterDr.Conformance.Store;

/// <summary>Makes JSON texts of an exact stored size that compress badly.</summary>
internal sealed class SizedJson
{
    // A multiple of the length of each unit, so that no unit is cut.
    private const int Step = 42;

    private readonly string _noise;

    /// <param name="kind">The kind of its characters.</param>
    public SizedJson(string kind) => _noise = Noise(8 * DocumentContent.MaxBytes, new Random(1), kind switch
    {
        "ascii" => Ascii,
        "two bytes" => r => $"{(char)r.Next(0x100, 0x500)}",
        "three bytes" => r => $"{(char)r.Next(0x4e00, 0x9f00)}",
        "four bytes" => r => $"{new Rune(r.Next(0x1f300, 0x1f700))}",
        "escaped quotes" => r => $"\\\"{Ascii(r)}",
        "escaped controls" => r => $"\\u00{r.Next(0x20):x2}{Ascii(r)}",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "There is no such kind."),
    });

    /// <summary>A text of this stored size, in bytes.</summary>
    public string Of(int size)
    {
        // Begins with less than the size, and then tries endings of different length until the size is met.
        string start = "\"" + _noise[..Most(size - 500)];
        int length = 500;
        for (int seed = 0; seed < 1000; seed++)
        {
            string text = start + Noise(length, new Random(seed), Ascii) + "\"";
            int missing = size - Stored(text);
            if (missing == 0)
            {
                return text;
            }

            length = Math.Max(1, length + missing);
        }

        throw new InvalidOperationException($"No text of {size} bytes was found.");
    }

    private int Most(int size)
    {
        int low = 0, high = _noise.Length / Step;
        while (high - low > 1)
        {
            int middle = (low + high) / 2;
            (low, high) = Stored(_noise[..(middle * Step)]) < size ? (middle, high) : (low, middle);
        }

        return low * Step;
    }

    private static int Stored(string text) => DocumentContent.Compress(text).Length;

    private static string Ascii(Random random) => $"{(char)random.Next('(', '\\')}";

    private static string Noise(int length, Random random, Func<Random, string> next)
    {
        StringBuilder text = new(length + 8);
        while (text.Length < length)
        {
            text.Append(next(random));
        }

        return text.ToString();
    }
}
