using System.Security;
using System.Text;
using System.Xml.Linq;

namespace GlusterDr.Simulators;

/// <summary>Writes XML as libxml2's text writer does, with the same white space.</summary>
internal static class XmlText
{
    private const string Declaration = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

    public static string Document(XElement root)
    {
        StringBuilder text = new(Declaration);
        Write(text, root, 0);
        return text.ToString();
    }

    /// <summary>The root element of each answer of the <c>gluster</c> command.</summary>
    public static XElement CliOutput(int opRet, int opErrno, string opErrstr, params object?[] content) => new(
        "cliOutput",
        new XElement("opRet", opRet),
        new XElement("opErrno", opErrno),
        Element("opErrstr", opErrstr),
        content);

    /// <summary>An element whose empty value is written as an empty element.</summary>
    public static XElement Element(string name, object value) =>
        value is "" ? new XElement(name) : new XElement(name, value);

    private static void Write(StringBuilder text, XElement element, int depth)
    {
        text.Append(' ', depth * 2);
        WriteInline(text, element, depth);
        text.Append('\n');
    }

    private static void WriteInline(StringBuilder text, XElement element, int depth)
    {
        string attributes = string.Concat(element.Attributes().Select(a => $" {a.Name}=\"{SecurityElement.Escape(a.Value)}\""));
        if (!element.Nodes().Any())
        {
            text.Append($"<{element.Name}{attributes}/>");
            return;
        }

        text.Append($"<{element.Name}{attributes}>");
        WriteContent(text, element, depth);
        text.Append($"</{element.Name}>");
    }

    // If text is mixed with elements, the writer puts all of them on one line.
    private static void WriteContent(StringBuilder text, XElement element, int depth)
    {
        bool inline = element.Nodes().OfType<XText>().Any();
        if (!inline)
        {
            text.Append('\n');
        }

        foreach (XNode node in element.Nodes())
        {
            switch (node)
            {
                case XText plain:
                    text.Append(Escape(plain.Value));
                    break;
                case XElement child when inline:
                    WriteInline(text, child, depth);
                    break;
                case XElement child:
                    Write(text, child, depth + 1);
                    break;
            }
        }

        if (!inline)
        {
            text.Append(' ', depth * 2);
        }
    }

    private static string Escape(string value) => value
        .Replace("&", "&amp;", StringComparison.Ordinal)
        .Replace("<", "&lt;", StringComparison.Ordinal)
        .Replace(">", "&gt;", StringComparison.Ordinal);
}
