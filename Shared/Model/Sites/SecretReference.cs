using System.Diagnostics.CodeAnalysis;

namespace GlusterDr.Sites;

/// <summary>Where a secret is: <c>env:NAME</c> or <c>file:/path</c>. Policies contain references, never secrets.</summary>
/// <param name="Kind">How it is stored.</param>
/// <param name="Place">The variable's name, or the file's path.</param>
public sealed record SecretReference(SecretKind Kind, string Place)
{
    /// <summary>Parses a reference.</summary>
    /// <param name="text">The text.</param>
    /// <param name="reference">The reference.</param>
    /// <param name="problem">Why it is invalid. It does not repeat the text, which may be a password that was put there by mistake.</param>
    public static bool TryParse(
        string text, [NotNullWhen(true)] out SecretReference? reference, [NotNullWhen(false)] out string? problem)
    {
        int colon = text.IndexOf(':', StringComparison.Ordinal);
        string place = colon < 0 ? "" : text[(colon + 1)..];
        SecretKind? kind = (colon < 0 ? "" : text[..colon]) switch
        {
            "env" => SecretKind.EnvironmentVariable,
            "file" => SecretKind.File,
            _ => null,
        };
        bool bad = kind is null || place.Length == 0 || place.Any(char.IsControl)
            || (kind == SecretKind.EnvironmentVariable && place.Contains('=', StringComparison.Ordinal))
            || (kind == SecretKind.File && !Path.IsPathFullyQualified(place));
        reference = bad ? null : new SecretReference(kind!.Value, place);
        problem = bad ? "this is not a reference to a secret; write env:NAME or file:/absolute/path, never the secret itself" : null;
        return !bad;
    }

    /// <inheritdoc/>
    public override string ToString() => Kind == SecretKind.File ? $"file:{Place}" : $"env:{Place}";
}
