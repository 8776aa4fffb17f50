namespace GlusterDr.Policies.Yaml;

/// <summary>Values by key, in the order of the file.</summary>
internal sealed class YamlMap(Position position, IReadOnlyList<(YamlScalar Key, YamlNode Value)> entries) : YamlNode(position)
{
    public IReadOnlyList<(YamlScalar Key, YamlNode Value)> Entries { get; } = entries;

    public override string Kind => "a section of keys";
}
