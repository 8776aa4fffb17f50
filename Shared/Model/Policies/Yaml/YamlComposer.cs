using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace GlusterDr.Policies.Yaml;

/// <summary>Builds nodes from YAML events, and reports features that policy files do not allow: tags, and keys that are not words.</summary>
/// <remarks>The library's own tree stops at the first duplicate key, but all errors must be reported.</remarks>
internal sealed class YamlComposer(string text, YamlProblems problems)
{
    /// <summary>No policy is nested deeper than eight; a malicious file must not exhaust the stack.</summary>
    private const int MaxDepth = 24;

    private readonly IParser _parser = new Parser(new StringReader(text));
    private readonly Dictionary<string, YamlNode> _anchors = new(StringComparer.Ordinal);
    private Position _last = new(1, 1);

    /// <summary>The documents of the file, as far as they can be read.</summary>
    public IReadOnlyList<YamlNode> Compose()
    {
        List<YamlNode> documents = [];
        try
        {
            while (Next() is not StreamEnd)
            {
                if (_parser.Current is DocumentStart)
                {
                    _anchors.Clear();
                    documents.Add(Node(Next(), 0));
                }
            }
        }
        catch (YamlException error)
        {
            problems.Add("", error.Start.Line > 0 ? Position.Of(error.Start) : _last, $"this is not valid YAML: {error.Message}");
        }
        catch (Exception error) when (error is InvalidOperationException or ArgumentException or IndexOutOfRangeException)
        {
            // The scanner fails like this on an unclosed bracket.
            problems.Add("", _last, "this is not valid YAML: something opened here, or just after, is never closed");
        }

        return documents;
    }

    private ParsingEvent Next()
    {
        if (!_parser.MoveNext() || _parser.Current is not { } current)
        {
            throw new YamlException("the file ends too early");
        }

        _last = Position.Of(current.End);
        return current;
    }

    private YamlNode Node(ParsingEvent at, int depth)
    {
        if (depth > MaxDepth)
        {
            throw new YamlException(at.Start, at.End, "nested too deep");
        }

        Position position = Position.Of(at.Start);
        if (at is AnchorAlias alias)
        {
            return _anchors.GetValueOrDefault(alias.Value.Value)
                ?? throw new YamlException(at.Start, at.End, $"there is no anchor '{alias.Value.Value}' before this");
        }

        if (at is not NodeEvent written)
        {
            throw new YamlException(at.Start, at.End, "a value is missing here");
        }

        RejectTag(written);
        YamlNode node = at switch
        {
            Scalar scalar => new YamlScalar(position, scalar.Value, scalar.Style == ScalarStyle.Plain),
            SequenceStart => List(position, depth),
            MappingStart => Map(position, depth),
            _ => throw new YamlException(at.Start, at.End, "a value is expected here"),
        };
        if (!written.Anchor.IsEmpty)
        {
            _anchors[written.Anchor.Value] = node;
        }

        return node;
    }

    private YamlNode.YamlList List(Position position, int depth)
    {
        List<YamlNode> items = [];
        for (ParsingEvent at = Next(); at is not SequenceEnd; at = Next())
        {
            items.Add(Node(at, depth + 1));
        }

        return new(position, items);
    }

    private YamlNode.YamlMap Map(Position position, int depth)
    {
        List<(YamlScalar Key, YamlNode Value)> entries = [];
        for (ParsingEvent at = Next(); at is not MappingEnd; at = Next())
        {
            YamlNode key = Node(at, depth + 1);
            YamlNode value = Node(Next(), depth + 1);
            if (key is not YamlScalar name)
            {
                problems.Add("", key.Position, "a key is one word");
            }
            else if (entries.Find(e => e.Key.Text == name.Text).Key is { } first)
            {
                problems.Add("", name.Position, $"'{name.Text}' is given twice, first in line {first.Position.Line}");
            }
            else
            {
                entries.Add((name, value));
            }
        }

        return new(position, entries);
    }

    private void RejectTag(NodeEvent node)
    {
        if (!node.Tag.IsEmpty && !node.Tag.IsNonSpecific)
        {
            problems.Add("", Position.Of(node.Start), $"the tag {node.Tag.Value} has no meaning here: remove it");
        }
    }
}
