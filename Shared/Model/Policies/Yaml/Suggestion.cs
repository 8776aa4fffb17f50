namespace GlusterDr.Policies.Yaml;

/// <summary>Suggests a known word for a misspelt one.</summary>
internal static class Suggestion
{
    /// <summary>The closest known word; null: none is close.</summary>
    public static string? For(string word, IReadOnlyList<string> known)
    {
        string plain = Plain(word);
        (string Word, int Distance)[] byDistance = [.. known.Select(k => (k, Distance(plain, Plain(k)))).OrderBy(p => p.Item2)];
        return byDistance is [var best, ..] && best.Distance <= Math.Max(1, Math.Min(plain.Length, best.Word.Length) / 3) ? best.Word : null;
    }

    private static string Plain(string word) =>
        string.Concat(word.Take(64).Where(char.IsLetterOrDigit)).ToLowerInvariant();

    /// <summary>The number of letters to insert, delete, replace or swap (restricted Damerau-Levenshtein distance).</summary>
    private static int Distance(string a, string b)
    {
        int[,] d = new int[a.Length + 1, b.Length + 1];
        for (int i = 0; i <= a.Length; i++)
        {
            for (int j = 0; j <= b.Length; j++)
            {
                d[i, j] = i == 0 || j == 0 ? i + j : Cheapest(d, a, b, i, j);
            }
        }

        return d[a.Length, b.Length];
    }

    private static int Cheapest(int[,] d, string a, string b, int i, int j)
    {
        int replaced = d[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
        int least = Math.Min(replaced, 1 + Math.Min(d[i - 1, j], d[i, j - 1]));
        bool swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
        return swapped ? Math.Min(least, d[i - 2, j - 2] + 1) : least;
    }
}
