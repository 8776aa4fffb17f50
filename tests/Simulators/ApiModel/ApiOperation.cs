namespace GlusterDr.Simulators;

/// <summary>A method on a path.</summary>
/// <param name="Method">The method.</param>
/// <param name="Path">The path, with <c>{id}</c> for a GUID and <c>{number}</c> for a number.</param>
/// <param name="Headers">Its headers.</param>
/// <param name="Parameters">Its query parameters, each with its type.</param>
/// <param name="Body">The root of its body; null: none, or a form.</param>
/// <param name="IsForm">Its body is a form.</param>
/// <param name="Inputs">What its body may hold.</param>
/// <param name="Answer">The root of its answer; null: it is no XML.</param>
/// <param name="Item">What each entry of the answer is; null: it is no list.</param>
internal sealed record ApiOperation(
    string Method,
    string Path,
    IReadOnlyList<ApiHeader> Headers,
    IReadOnlyDictionary<string, string> Parameters,
    string? Body,
    bool IsForm,
    IReadOnlyList<ApiInput> Inputs,
    string? Answer,
    string? Item)
{
    public string Name => $"{Method} {Path}";

    /// <summary>Whether a path is of this form.</summary>
    public bool IsAt(string path)
    {
        string[] words = path.Split('/');
        string[] own = Path.Split('/');
        return words.Length == own.Length && words.Zip(own).All(p => Fits(p.First, p.Second));
    }

    private static bool Fits(string word, string own) => own switch
    {
        "{id}" => Guid.TryParseExact(word, "D", out _),
        "{number}" => word.Length > 0 && word.All(char.IsAsciiDigit),
        _ => word == own,
    };
}
