namespace GlusterDr.Policies.Yaml;

/// <summary>Values in a row.</summary>
internal sealed class YamlList(Position position, IReadOnlyList<YamlNode> items) : YamlNode(position)
{
    public IReadOnlyList<YamlNode> Items { get; } = items;

    public override string Kind => "a list";
}
