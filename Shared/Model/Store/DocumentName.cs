using System.Globalization;
using System.Text;
using GlusterDr.Errors;

namespace GlusterDr.Store;

/// <summary>The rules for names of partitions and keys; see <see cref="IDocumentStore"/>.</summary>
public static class DocumentName
{
    /// <summary>The longest name, in UTF-16 code units: Azure Tables takes 1 KiB.</summary>
    public const int MaxLength = 512;

    private const int MostShown = 100;

    /// <summary>Throws unless both names are allowed.</summary>
    /// <exception cref="DrException"><see cref="ErrorCodes.NameInvalid"/>: what is wrong, and where in the name.</exception>
    public static void ThrowIfInvalid(string partition, string key)
    {
        ThrowIfInvalid(partition);
        ThrowIfInvalid(key);
    }

    /// <summary>Throws unless the name is allowed.</summary>
    /// <exception cref="DrException"><see cref="ErrorCodes.NameInvalid"/>: what is wrong, and where in the name.</exception>
    public static void ThrowIfInvalid(string name)
    {
        if (name.Length == 0)
        {
            throw Invalid(name, "it is empty");
        }

        ThrowIfInvalidPrefix(name);
    }

    /// <summary>Throws unless a name may start with this prefix; the empty prefix matches all names.</summary>
    /// <exception cref="DrException"><see cref="ErrorCodes.NameInvalid"/>: what is wrong, and where in the prefix.</exception>
    public static void ThrowIfInvalidPrefix(string prefix)
    {
        if (prefix.Length > MaxLength)
        {
            throw Invalid(prefix, $"it has {prefix.Length} characters, and {MaxLength} are allowed");
        }

        for (int at = 0; at < prefix.Length;)
        {
            bool isCharacter = Rune.TryGetRuneAt(prefix, at, out Rune rune);
            if (!isCharacter || IsForbidden(rune))
            {
                int code = isCharacter ? rune.Value : prefix[at];
                throw Invalid(prefix, $"U+{code:X4} at index {at} is not allowed{(isCharacter ? "" : ": it is half of a surrogate pair")}");
            }

            at += rune.Utf16SequenceLength;
        }
    }

    // Azure Tables forbids / \ # ? and control characters. Its documentation excludes private-use characters, because keys are part of URLs.
    // Noncharacters are excluded so that the last one can end every range of keys with a prefix.
    private static bool IsForbidden(Rune rune) =>
        rune.Value is '/' or '\\' or '#' or '?' or (>= 0xFDD0 and <= 0xFDEF)
        || (rune.Value & 0xFFFE) == 0xFFFE
        || Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.PrivateUse;

    private static DrException Invalid(string name, string why) => new(new Error(
        ErrorCodes.NameInvalid,
        ErrorClass.Permanent,
        $"'{Shown(name)}' cannot be the partition or key of a stored document: {why}.",
        Advice: $"Use 1 to {MaxLength} characters of text, none of / \\ # ? and no control characters."));

    // Invalid characters of the name must not get into a terminal or a log.
    private static string Shown(string name)
    {
        string start = name.Length > MostShown ? name[..MostShown] + "…" : name;
        return string.Concat(start.Select(c => char.IsControl(c) || char.IsSurrogate(c) ? $"\\u{(int)c:x4}" : $"{c}"));
    }
}
