namespace GlusterDr.Policies.Yaml;

/// <summary>A value of a YAML file that knows where it stands.</summary>
internal abstract class YamlNode(Position position)
{
    public Position Position { get; } = position;

    /// <summary>What it is, for errors.</summary>
    public abstract string Kind { get; }
}
