using System.Xml.Linq;

namespace GlusterDr.Simulators;

/// <summary>Common parts of the engine's representations.</summary>
internal static class EngineXml
{
    public const string Root = "/ovirt-engine/api";

    /// <summary>A reference to an entity: its kind, with its address and id.</summary>
    public static XElement Ref(string name, string path, string id) =>
        new(name, new XAttribute("href", $"{Root}/{path}/{id}"), new XAttribute("id", id));

    /// <summary>A link to a subcollection of an entity.</summary>
    public static XElement Link(string path, string rel) =>
        new("link", new XAttribute("href", $"{Root}/{path}/{rel.Replace("/", "", StringComparison.Ordinal)}"), new XAttribute("rel", rel));

    public static XElement Actions(string path, params string[] names) =>
        new("actions", names.Select(n => Link(path, n)));

    public static XElement Value(string name, bool value) => new(name, value ? "true" : "false");

    public static XElement Value(string name, long value) => new(name, value);

    /// <summary>A time in Java's format: with an offset, or with Z if the offset is zero.</summary>
    public static XElement Time(string name, DateTimeOffset time) =>
        new(name, time.ToString(time.Offset == TimeSpan.Zero ? "yyyy-MM-dd'T'HH:mm:ss.fff'Z'" : "yyyy-MM-dd'T'HH:mm:ss.fffzzz"));

    /// <summary>A collection.</summary>
    public static EngineAnswer List(string name, IEnumerable<XElement> items) => EngineAnswer.Of(new XElement(name, items));
}
