namespace GlusterDr.Policies.Yaml;

/// <summary>A scalar value.</summary>
internal sealed class YamlScalar(Position position, string text, bool plain) : YamlNode(position)
{
    public string Text { get; } = text;

    /// <summary>Whether it is written without quotes, so that it may be a number, true or false.</summary>
    public bool Plain { get; } = plain;

    public bool IsNull => Plain && Text is "" or "~" or "null" or "Null" or "NULL";

    public override string Kind => IsNull ? "nothing" : Plain ? $"'{Text}'" : "a text in quotes";
}
