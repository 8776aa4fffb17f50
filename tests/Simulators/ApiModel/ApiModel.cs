using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace GlusterDr.Simulators;

/// <summary>The documented API of the engine: tests/fixtures/ovirt/api-model.xml.</summary>
internal sealed class ApiModel
{
    private const string Root = "/ovirt-engine/";

    private readonly Dictionary<string, Dictionary<string, ApiElement>> _types = new(StringComparer.Ordinal);
    private readonly Dictionary<string, HashSet<string>> _enums;

    private ApiModel(XElement root)
    {
        Dictionary<string, ApiHeader[]> headers = root.Elements("headers")
            .ToDictionary(h => Text(h, "of"), h => h.Elements("header").Select(Header).ToArray());
        Operations = [.. root.Elements("operations").Elements("operation").Select(o => Operation(o, headers))];
        _enums = root.Elements("enums").Elements("enum").ToDictionary(e => Text(e, "name"), e => Text(e, "values").Split(' ').ToHashSet());
        Dictionary<string, XElement> types = root.Elements("types").Elements("type").ToDictionary(t => Text(t, "name"));
        foreach (string name in types.Keys)
        {
            _types[name] = Elements(types, name).ToDictionary(e => e.Name);
        }
    }

    /// <summary>The model that is part of this assembly.</summary>
    public static ApiModel Known { get; } = Load();

    public IReadOnlyList<ApiOperation> Operations { get; }

    /// <summary>The operation of a request. Null: none.</summary>
    public ApiOperation? Find(string method, string path) => At(path).FirstOrDefault(o => o.Method == method);

    /// <summary>All operations on a path.</summary>
    public IEnumerable<ApiOperation> At(string path) => path.StartsWith(Root, StringComparison.Ordinal)
        ? Operations.Where(o => o.IsAt(path[Root.Length..]))
        : [];

    /// <summary>The elements of a type, including those of its base types. Null: the type is not described.</summary>
    public IReadOnlyDictionary<string, ApiElement>? Type(string name) => _types.GetValueOrDefault(name);

    /// <summary>The values of an enumeration. Null: the name is not an enumeration.</summary>
    public IReadOnlySet<string>? Enum(string name) => _enums.GetValueOrDefault(name);

    private static ApiModel Load()
    {
        using Stream stream = typeof(ApiModel).Assembly.GetManifestResourceStream("api-model.xml")!;
        return new ApiModel(XElement.Load(stream));
    }

    private static IEnumerable<ApiElement> Elements(Dictionary<string, XElement> types, string name)
    {
        IEnumerable<ApiElement> own = types[name].Elements("element")
            .Select(e => new ApiElement(Text(e, "name"), Text(e, "type"), (string?)e.Attribute("item"), (bool?)e.Attribute("link") ?? false));
        return types[name].Attribute("base")?.Value is { } above ? own.Concat(Elements(types, above)).DistinctBy(e => e.Name) : own;
    }

    private static ApiHeader Header(XElement header) => new(
        Text(header, "name"), new Regex($@"\A({Text(header, "pattern")})\z"), (string?)header.Attribute("mandatory"));

    private static ApiOperation Operation(XElement operation, Dictionary<string, ApiHeader[]> headers) => new(
        Text(operation, "method"),
        Text(operation, "path"),
        headers[(string?)operation.Attribute("headers") ?? "api"],
        operation.Elements("parameter").ToDictionary(p => Text(p, "name"), p => Text(p, "type")),
        (string?)operation.Attribute("body"),
        (bool?)operation.Attribute("form") ?? false,
        [.. operation.Elements("input").Select(i => new ApiInput(
            Text(i, "name"), (bool?)i.Attribute("mandatory") ?? false, (string?)i.Attribute("value")))],
        (string?)operation.Attribute("answer"),
        (string?)operation.Attribute("item"));

    private static string Text(XElement element, string name) => element.Attribute(name)!.Value;
}
