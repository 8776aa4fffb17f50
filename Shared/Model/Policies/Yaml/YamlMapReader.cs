using System.Globalization;
using System.Text.Json;

namespace GlusterDr.Policies.Yaml;

/// <summary>Reads the keys of one section into the members of a record, and reports errors.</summary>
/// <param name="map">The section.</param>
/// <param name="path">The member that it fills, named as in the policy's JSON.</param>
/// <param name="problems">The errors in the file.</param>
internal sealed class YamlMapReader(YamlNode.YamlMap map, string path, YamlProblems problems)
{
    private readonly List<string> _known = [];

    private YamlNode.YamlMap Map { get; } = map;

    public string? Text(string key, string? member = null) => Scalar(key, member, required: false)?.Text;

    public string RequiredText(string key, string? member = null) => Scalar(key, member, required: true)?.Text ?? "";

    public int? Integer(string key, string? member = null) => Parse<int>(key, member, "a whole number", Whole);

    public bool? Flag(string key, string? member = null) =>
        Parse<bool>(key, member, "true or false", s => s.Plain && s.Text is "true" or "false" ? s.Text == "true" : null);

    public TimeSpan? Duration(string key, string? member = null) =>
        Parse<TimeSpan>(key, member, Units.DurationForm, s => Units.TryParseDuration(s.Text, out TimeSpan value) ? value : null);

    public long? Size(string key, string? member = null) =>
        Parse<long>(key, member, Units.SizeForm, s => Units.TryParseSize(s.Text, out long value) ? value : null);

    public T? Choice<T>(string key, string? member = null)
        where T : struct, Enum
    {
        Dictionary<string, T> choices = Enum.GetValues<T>().ToDictionary(v => JsonNamingPolicy.KebabCaseLower.ConvertName(v.ToString()));
        return Parse<T>(key, member, "one of " + string.Join(", ", choices.Keys), s => choices.TryGetValue(s.Text, out T value) ? value : null);
    }

    /// <summary>A list of words; the members' paths are <c>member[i]</c>.</summary>
    public IReadOnlyList<string> Texts(string key, string? member = null, bool required = false)
    {
        List<string> texts = [];
        foreach ((string at, YamlNode item) in Items(key, member, required, "a list of words") ?? [])
        {
            if (item is YamlScalar { IsNull: false } scalar)
            {
                texts.Add(scalar.Text);
            }
            else
            {
                problems.AddBroken(at, item.Position, $"a word is expected here, not {item.Kind}");
                texts.Add("");
            }
        }

        return texts;
    }

    /// <summary>An optional section; null if it is missing.</summary>
    public YamlMapReader? Section(string key) => Find(key, null, required: false) is { } found ? AsSection(found.Path, found.Value, key) : null;

    /// <summary>A required section. If it is missing, that is reported, and the reader has no keys.</summary>
    public YamlMapReader RequiredSection(string key) =>
        Find(key, null, required: true) is { } found ? AsSection(found.Path, found.Value, key) : Empty(Member(key, null));

    /// <summary>A required section whose keys fill members of this reader's own record.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="member">The member that is invalid without it.</param>
    public YamlMapReader RequiredInline(string key, string member) =>
        Find(key, member, required: true) is { } found && AsSection(found.Path, found.Value, key) is var section
            ? new(section.Map, path, problems)
            : Empty(path);

    /// <summary>A list of sections.</summary>
    public IReadOnlyList<YamlMapReader> RequiredSections(string key) =>
        [.. (Items(key, null, true, "a list of sections, each begun with -") ?? []).Select(i => AsSection(i.Path, i.Node, key))];

    /// <summary>Reports the keys that were not read. Call it last.</summary>
    public void Finish()
    {
        foreach ((YamlScalar key, _) in Map.Entries.Where(e => !_known.Contains(e.Key.Text)))
        {
            string hint = Suggestion.For(key.Text, _known) is { } close ? $"did you mean '{close}'?" : $"known here: {string.Join(", ", _known)}";
            problems.Add("", key.Position, $"'{key.Text}' is not a known key; {hint}");
        }
    }

    private static int? Whole(YamlScalar scalar) =>
        scalar.Plain && int.TryParse(scalar.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int value) ? value : null;

    private YamlMapReader AsSection(string at, YamlNode value, string key)
    {
        if (value is YamlNode.YamlMap section)
        {
            return new(section, at, problems);
        }

        problems.AddBroken(at, value.Position, $"'{key}' contains keys of its own, not {value.Kind}");
        return Empty(at);
    }

    private YamlMapReader Empty(string at) => new(new YamlNode.YamlMap(Map.Position, []), at, problems);

    private IEnumerable<(string Path, YamlNode Node)>? Items(string key, string? member, bool required, string expected)
    {
        if (Find(key, member, required) is not { } found)
        {
            return null;
        }

        if (found.Value is YamlNode.YamlList list)
        {
            return list.Items.Select((item, i) => (Locate($"{found.Path}[{i}]", item), item));
        }

        problems.AddBroken(found.Path, found.Value.Position, $"'{key}' is {expected}, not {found.Value.Kind}");
        return null;
    }

    private T? Parse<T>(string key, string? member, string expected, Func<YamlScalar, T?> parse)
        where T : struct
    {
        if (Scalar(key, member, required: false) is not { } scalar)
        {
            return null;
        }

        T? value = parse(scalar);
        if (value is null)
        {
            problems.AddBroken(Member(key, member), scalar.Position, $"'{key}' is {expected}, not {scalar.Kind}");
        }

        return value;
    }

    private YamlScalar? Scalar(string key, string? member, bool required)
    {
        if (Find(key, member, required) is not { } found)
        {
            return null;
        }

        if (found.Value is YamlScalar scalar)
        {
            return scalar;
        }

        problems.AddBroken(found.Path, found.Value.Position, $"'{key}' is one value, not {found.Value.Kind}");
        return null;
    }

    private (string Path, YamlNode Value)? Find(string key, string? member, bool required)
    {
        _known.Add(key);
        string at = Member(key, member);
        if (Map.Entries.FirstOrDefault(e => e.Key.Text == key).Value is not { } value)
        {
            if (required)
            {
                problems.AddBroken(at, Map.Position, $"'{key}' is missing");
            }

            return null;
        }

        Locate(at, value);
        if (value is YamlScalar { IsNull: true })
        {
            problems.AddBroken(at, value.Position, $"'{key}' has no value: set one, or remove the key");
            return null;
        }

        return (at, value);
    }

    private string Locate(string at, YamlNode node)
    {
        problems.Locate(at, node.Position);
        return at;
    }

    private string Member(string key, string? member)
    {
        string name = member ?? JsonNamingPolicy.CamelCase.ConvertName(Pascal(key));
        return path.Length == 0 ? name : $"{path}.{name}";
    }

    private static string Pascal(string key) => string.Concat(key.Split('-').Select(w => char.ToUpperInvariant(w[0]) + w[1..]));
}
