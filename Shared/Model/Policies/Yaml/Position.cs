using YamlDotNet.Core;

namespace GlusterDr.Policies.Yaml;

/// <summary>A position in a file, both numbers from 1.</summary>
internal readonly record struct Position(int Line, int Column)
{
    public static Position Of(Mark mark) => new((int)mark.Line, (int)mark.Column);
}
