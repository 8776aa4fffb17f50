using System.Text.RegularExpressions;
using System.Xml.Linq;
using GlusterDr.Remote;

namespace GlusterDr.Tests.Simulators;

/// <summary>The recorded output and exit code of a real command.</summary>
internal sealed partial record Fixture(string Output, string Error, int ExitCode)
{
    public static Fixture Read(string name)
    {
        string shared = Path.Combine(AppContext.BaseDirectory, "fixtures", "gluster", name);
        string path = File.Exists(shared + ".rc") ? shared : Path.Combine(AppContext.BaseDirectory, "Fixtures", name);
        return new Fixture(File.ReadAllText(path + ".stdout"), File.ReadAllText(path + ".stderr"), int.Parse(File.ReadAllText(path + ".rc")));
    }

    /// <summary>Compares the whole text, except for what differs between real runs: ids, times, ports, process ids.</summary>
    public void ShouldBeAs(RemoteResult simulated)
    {
        simulated.ExitCode.ShouldBe(ExitCode, simulated.StandardOutput + simulated.StandardError);
        Normal(simulated.StandardError).ShouldBe(Normal(Error));
        Normal(simulated.StandardOutput).ShouldBe(Normal(Output));
    }

    private static string Normal(string text)
    {
        text = Id().Replace(text, "[ID]");
        text = Time().Replace(text, "YYYY-mm-dd HH:MM:SS");
        text = Number().Replace(text, "<${tag}>N</${tag}>");
        text = Checkpoint().Replace(text, "${before}NNNNNNNNNN");
        text = text.StartsWith("<?xml", StringComparison.Ordinal) ? InOrder(text) : TableInOrder(text);
        return text;
    }

    // Rows come node by node, in varying order, which is not compared.
    private static string InOrder(string xml)
    {
        XDocument document = XDocument.Parse(xml, LoadOptions.PreserveWhitespace);
        foreach (XElement parent in document.Descendants().Where(e => e.Elements().Any(c => c.Name == "pair" || c.Name == "node")).ToList())
        {
            XElement[] rows = [.. parent.Elements().Where(c => c.Name == "pair" || c.Name == "node")];
            XElement[] sorted = [.. rows.Select(r => new XElement(r)).OrderBy(r => r.Value, StringComparer.Ordinal)];
            for (int i = 0; i < rows.Length; i++)
            {
                rows[i].ReplaceWith(sorted[i]);
            }
        }

        return xml[..xml.IndexOf('\n', StringComparison.Ordinal)] + document;
    }

    private static string TableInOrder(string text)
    {
        string[] lines = text.Split('\n');
        int rule = Array.FindIndex(lines, l => l.StartsWith("-----", StringComparison.Ordinal));
        return rule < 0 ? text : string.Join('\n', [.. lines[..(rule + 1)], .. lines[(rule + 1)..].Order(StringComparer.Ordinal)]);
    }

    [GeneratedRegex("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")]
    private static partial Regex Id();

    [GeneratedRegex(@"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d")]
    private static partial Regex Time();

    [GeneratedRegex(@"<(?<tag>port|tcp|pid|optCount|sizeTotal|sizeFree|device|mntOptions|fsName|inodesTotal|inodesFree)>[^<]+</\k<tag>>")]
    private static partial Regex Number();

    [GeneratedRegex(@"(?<before>\A|checkpoint:)[1-9]\d{9}(?=\n)")]
    private static partial Regex Checkpoint();
}
