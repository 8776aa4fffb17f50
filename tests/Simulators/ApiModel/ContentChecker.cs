using System.Globalization;
using System.Xml;
using System.Xml.Linq;

namespace GlusterDr.Simulators;

/// <summary>Compares XML with its documented types.</summary>
/// <param name="model">The types.</param>
/// <param name="isAnswer">Whether the engine wrote it. Then each entity also has links and actions, and a reference may have no id.</param>
internal sealed class ContentChecker(ApiModel model, bool isAnswer)
{
    private static readonly HashSet<string> s_attributes = ["id", "href"];

    /// <summary>The faults in the content of an element.</summary>
    public IEnumerable<string> Check(XElement element, string type)
    {
        IEnumerable<string> content = model.Type(type) is { } known ? element.Elements().SelectMany(e => CheckChild(element, e, known))
            : model.Enum(type) is { } values ? Leaf(element, values.Contains(element.Value), $"one of {string.Join(", ", values)}")
            : IsPrimitive(type) ? Leaf(element, IsValue(element.Value, type), type)
            : element.HasElements ? [$"{element.Name}: the type {type} is not described"] : [];
        return Attributes(element).Concat(content);
    }

    public static bool IsValue(string text, string type) => type switch
    {
        "boolean" => text is "true" or "false",
        "integer" => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _),
        "long" => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _),
        "date" => IsDate(text),
        _ => true,
    };

    private static bool IsPrimitive(string type) => type is "boolean" or "integer" or "long" or "date" or "string";

    private IEnumerable<string> CheckChild(XElement parent, XElement child, IReadOnlyDictionary<string, ApiElement> known)
    {
        string name = child.Name.ToString();
        if (isAnswer && name is "link" or "actions")
        {
            return [];
        }

        if (!known.TryGetValue(name, out ApiElement? element))
        {
            return [$"{parent.Name} has no element {name}"];
        }

        IEnumerable<string> twice = parent.Elements(name).First() != child ? [$"{parent.Name} has more than one {name}"] : [];
        return twice.Concat(element.Item is { } item ? CheckItems(child, item, element) : CheckOne(child, element));
    }

    private IEnumerable<string> CheckItems(XElement list, string item, ApiElement element) =>
        list.Elements().SelectMany(i => i.Name == item ? Check(i, element.Type) : [$"{list.Name} holds {item}, not {i.Name}"]);

    private IEnumerable<string> CheckOne(XElement child, ApiElement element)
    {
        IEnumerable<string> reference = element.IsLink && !isAnswer && string.IsNullOrEmpty((string?)child.Attribute("id"))
            ? [$"{child.Name} refers to nothing: it has no id"]
            : [];
        return reference.Concat(Check(child, element.Type));
    }

    private static IEnumerable<string> Attributes(XElement element) =>
        element.Attributes().Where(a => !s_attributes.Contains(a.Name.ToString())).Select(a => $"{element.Name} has no attribute {a.Name}");

    private static IEnumerable<string> Leaf(XElement element, bool isValue, string expected) =>
        element.HasElements ? [$"{element.Name} is {expected}, and has elements in it"]
        : isValue ? []
        : [$"{element.Name} is {expected}, not '{element.Value}'"];

    private static bool IsDate(string text)
    {
        try
        {
            XmlConvert.ToDateTimeOffset(text);
            return true;
        }
        catch (FormatException)
        {
            return false;
        }
    }
}
