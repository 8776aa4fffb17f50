namespace GlusterDr.Simulators;

/// <summary>A method on a path.</summary>
/// <param name="Method">The method.</param>
/// <param name="Path">The path, with <c>{id}</c> for a GUID and <c>{number}</c> for a number.</param>
/// <param name="Headers">Its headers.</param>
/// <param name="Parameters">Its query parameters, each with its type.</param>
/// <param name="Body">The root element of its body. Null: no body, or a form.</param>
/// <param name="IsForm">Whether its body is a form.</param>
/// <param name="Inputs">The inputs of its body.</param>
/// <param name="Answer">The root element of its answer. Null: the answer is not XML.</param>
/// <param name="Item">The type of the answer's entries. Null: the answer is not a list.</param>
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
