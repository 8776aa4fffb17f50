using Spectre.Console;

namespace GlusterDr.Local.Cli.Text;

/// <summary>Columns that line up, also for names in wide characters. The same on a terminal and in a pipe: no colours, and no line is wrapped or cut.</summary>
internal sealed class TextTable
{
    // No line is wrapped: programs read lines, and a terminal wraps them itself.
    private const int Width = 1_000_000;
    private readonly Table _table = new() { Border = TableBorder.None };

    /// <summary>An empty table.</summary>
    /// <param name="headers">One for each column.</param>
    public TextTable(params string[] headers)
    {
        foreach (string header in headers)
        {
            _table.AddColumn(new TableColumn(new Spectre.Console.Text(header)) { NoWrap = true, Padding = new Padding(0, 0, 2, 0) });
        }
    }

    /// <summary>Adds a row. Brackets in a cell are text, not markup.</summary>
    public void Add(params string[] cells) => _table.AddRow(cells.Select(c => new Spectre.Console.Text(Printable.OneLine(c))));

    /// <inheritdoc/>
    public override string ToString()
    {
        using StringWriter writer = new();
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(writer),
            Ansi = AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
        });
        console.Profile.Width = Width;
        console.Write(_table);
        return string.Concat(writer.ToString().TrimEnd().Split('\n').Select(line => line.TrimEnd() + Environment.NewLine));
    }
}
