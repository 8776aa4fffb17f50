namespace GlusterDr.Policies.Yaml;

/// <summary>A value of a YAML file, with its position.</summary>
internal abstract class YamlNode(Position position)
{
    /// <summary>Values by key, in the order of the file.</summary>
    internal sealed class YamlMap(Position position, IReadOnlyList<(YamlScalar Key, YamlNode Value)> entries) : YamlNode(position)
    {
        public IReadOnlyList<(YamlScalar Key, YamlNode Value)> Entries { get; } = entries;

        public override string Kind => "a section of keys";
    }

    /// <summary>A list of values.</summary>
    internal sealed class YamlList(Position position, IReadOnlyList<YamlNode> items) : YamlNode(position)
    {
        public IReadOnlyList<YamlNode> Items { get; } = items;

        public override string Kind => "a list";
    }

    public Position Position { get; } = position;

    /// <summary>What it is, for errors.</summary>
    public abstract string Kind { get; }
}
