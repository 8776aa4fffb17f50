using System.Text.RegularExpressions;

namespace GlusterDr.Simulators;

/// <summary>
/// The engine's search language: conditions joined by <c>and</c> and <c>or</c>, then <c>sortby FIELD [asc|desc]</c>, then
/// <c>page N</c>, which counts in steps of the request's <c>max</c>.
/// </summary>
internal sealed partial class EngineSearch<T>(IReadOnlyDictionary<string, Func<T, IEnumerable<string>>> fields, bool caseSensitive)
{
    private static readonly string[] Operators = ["=", "!=", "<", ">", "<=", ">="];

    private readonly List<List<Func<T, bool>>> _anyOf = [[]];
    private Func<T, IEnumerable<string>>? _sort;
    private bool _descending;
    private int _page = 1;

    /// <summary>
    /// The entities that a request selects, in its order. For a search that it does not understand, the engine returns nothing
    /// and no error; the simulator records it as unexpected.
    /// </summary>
    public static IEnumerable<T> Find(IEnumerable<T> all, IReadOnlyDictionary<string, Func<T, IEnumerable<string>>> fields, EngineRequest request)
    {
        EngineSearch<T> search = new(fields, request.IsCaseSensitive);
        string text = request.Query.GetValueOrDefault("search", "");
        try
        {
            search.Parse([.. Token().Matches(text).Select(m => m.Value)]);
        }
        catch (FormatException e)
        {
            request.Engine.Unexpected($"search '{text}': {e.Message}");
            return [];
        }

        return search.Apply(all, request.Max);
    }

    private IEnumerable<T> Apply(IEnumerable<T> all, int? max)
    {
        IEnumerable<T> found = all.Where(item => _anyOf.Any(conditions => conditions.All(c => c(item))));
        if (_sort is { } key)
        {
            Func<T, string> first = item => key(item).FirstOrDefault() ?? "";
            found = _descending ? found.OrderByDescending(first, StringComparer.Ordinal) : found.OrderBy(first, StringComparer.Ordinal);
        }

        // Without `max`, the first page has everything, and the next one nothing.
        return max is { } size ? found.Skip((_page - 1) * size).Take(size) : _page == 1 ? found : [];
    }

    private void Parse(string[] tokens)
    {
        int at = 0;
        while (at < tokens.Length && !IsWord(tokens[at], "sortby") && !IsWord(tokens[at], "page"))
        {
            at = ParseCondition(tokens, at);
            if (at < tokens.Length && (IsWord(tokens[at], "and") || IsWord(tokens[at], "or")))
            {
                if (IsWord(tokens[at++], "or"))
                {
                    _anyOf.Add([]);
                }

                if (at == tokens.Length)
                {
                    throw new FormatException("it ends in the midst of a condition");
                }
            }
        }

        at = ParseSort(tokens, at);
        at = ParsePage(tokens, at);
        if (at < tokens.Length)
        {
            throw new FormatException($"{tokens[at]} is not expected there");
        }
    }

    private int ParseCondition(string[] tokens, int at)
    {
        if (at + 2 >= tokens.Length || !Operators.Contains(tokens[at + 1]))
        {
            throw new FormatException($"{tokens[at]} is no condition");
        }

        Func<T, IEnumerable<string>> field = Field(tokens[at]);
        string value = tokens[at + 2].Trim('"');
        string relation = tokens[at + 1];
        Regex pattern = new(
            $"\\A{Regex.Escape(value).Replace("\\*", ".*", StringComparison.Ordinal)}\\z",
            RegexOptions.Singleline | (caseSensitive ? RegexOptions.None : RegexOptions.IgnoreCase));
        _anyOf[^1].Add(relation switch
        {
            "=" => item => field(item).Any(v => pattern.IsMatch(v)),
            "!=" => item => !field(item).Any(v => pattern.IsMatch(v)),
            _ => item => field(item).Any(v => Compares(v, relation, value)),
        });
        return at + 3;
    }

    private int ParseSort(string[] tokens, int at)
    {
        if (at >= tokens.Length || !IsWord(tokens[at], "sortby"))
        {
            return at;
        }

        _sort = at + 1 < tokens.Length ? Field(tokens[at + 1]) : throw new FormatException("sortby needs a field");
        at += 2;
        if (at < tokens.Length && (IsWord(tokens[at], "asc") || IsWord(tokens[at], "desc")))
        {
            _descending = IsWord(tokens[at], "desc");
            return at + 1;
        }

        // In the engine's grammar, a page can only follow a direction.
        return at == tokens.Length ? at : throw new FormatException("sortby needs a direction before a page");
    }

    private int ParsePage(string[] tokens, int at)
    {
        if (at >= tokens.Length || !IsWord(tokens[at], "page"))
        {
            return at;
        }

        _page = at + 1 < tokens.Length && int.TryParse(tokens[at + 1], out int page) && page > 0 ? page : throw new FormatException("page needs a number");
        return at + 2;
    }

    private Func<T, IEnumerable<string>> Field(string name) => fields.TryGetValue(name.ToLowerInvariant(), out Func<T, IEnumerable<string>>? field)
        ? field
        : throw new FormatException($"{name} cannot be searched by");

    private static bool Compares(string value, string relation, string with)
    {
        int order = double.TryParse(value, out double a) && double.TryParse(with, out double b) ? a.CompareTo(b) : string.CompareOrdinal(value, with);
        return relation switch
        {
            "<" => order < 0,
            ">" => order > 0,
            "<=" => order <= 0,
            _ => order >= 0,
        };
    }

    private static bool IsWord(string token, string word) => token.Equals(word, StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex("""!=|<=|>=|[=<>]|"[^"]*"|[^\s=<>!"]+""")]
    private static partial Regex Token();
}
