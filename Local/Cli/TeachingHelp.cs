using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using GlusterDr.Local.Cli.Commands;
using GlusterDr.Local.Cli.Text;

namespace GlusterDr.Local.Cli;

/// <summary>The usual help, then examples; of the root command also the exit codes. A list of commands has one sentence for each.</summary>
internal sealed class TeachingHelp(HelpAction usual) : SynchronousCommandLineAction
{
    private static readonly (string Line, string Meaning)[] s_firstSteps =
    [
        ("glusterdr check -f policy.yaml", "check the file and both sites"),
        ("glusterdr apply -f policy.yaml", "store the policy"),
        ("glusterdr sync vms", "run it once, and watch"),
        ("glusterdr serve", "keep running, and start runs by schedule"),
        ("glusterdr points", "list recovery points and their age"),
    ];

    public override int Invoke(ParseResult parseResult)
    {
        TextWriter output = parseResult.InvocationConfiguration.Output;
        Command command = parseResult.CommandResult.Command;
        Shorten(command.Subcommands);
        usual.Invoke(parseResult);
        Write(output, "Examples:", command switch
        {
            CliCommand one => one.Examples,
            CommandGroup group => group.Examples,
            _ => s_firstSteps,
        });
        if (command is RootCommand)
        {
            output.WriteLine($"Exit codes: {string.Join(", ", ExitCodes.Table.Select(r => $"{r.Code} {r.Meaning}"))}.");
            output.WriteLine("Policy files are explained in docs/first-policy.md, errors and exit codes in docs/errors.md.");
        }

        return ExitCodes.Ok;
    }

    // The rest is in the help of each command, because all of it does not fit on a screen.
    private static void Shorten(IEnumerable<Command> commands)
    {
        foreach (Command command in commands)
        {
            int end = command.Description?.IndexOf(". ", StringComparison.Ordinal) ?? -1;
            command.Description = end < 0 ? command.Description : command.Description![..(end + 1)];
        }
    }

    private static void Write(TextWriter output, string title, IEnumerable<(string Left, string Right)> rows)
    {
        TextTable table = new("", "");
        foreach ((string left, string right) in rows)
        {
            table.Add(left, right);
        }

        output.WriteLine(title);
        output.WriteLine(Printable.Indent(table.ToString().TrimStart('\r', '\n'), "  "));
        output.WriteLine();
    }
}
