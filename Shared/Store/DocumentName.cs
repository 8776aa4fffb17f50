namespace GlusterDr.Store;

/// <summary>What a partition or a key may be called; see <see cref="IDocumentStore"/>.</summary>
public static class DocumentName
{
    /// <summary>The longest name, in characters.</summary>
    public const int MaxLength = 512;

    /// <summary>Throws unless the name is allowed.</summary>
    /// <exception cref="ArgumentException">It is empty, too long or holds a forbidden character.</exception>
    public static void ThrowIfInvalid(string name, string parameter)
    {
        if (name.Length is 0 or > MaxLength || name.Any(c => c is '/' or '\\' or '#' or '?' || char.IsControl(c)))
        {
            throw new ArgumentException(
                $"'{name}' is not a document name: 1 to {MaxLength} characters, none of / \\ # ? or control characters.", parameter);
        }
    }
}
