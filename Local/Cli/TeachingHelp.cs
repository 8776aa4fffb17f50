using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using GlusterDr.Local.Cli.Commands;
using GlusterDr.Local.Cli.Text;

namespace GlusterDr.Local.Cli;

/// <summary>The usual help, then examples; for the command as a whole also what exit codes mean.</summary>
internal sealed class TeachingHelp(HelpAction usual) : SynchronousCommandLineAction
{
    private static readonly (string Line, string Meaning)[] s_firstSteps =
    [
        ("glusterdr check -f policy.yaml", "is the file right, and are both sites ready?"),
        ("glusterdr apply -f policy.yaml", "store the policy"),
        ("glusterdr sync vms", "run it once, and watch"),
        ("glusterdr serve", "stay up, and run it by its schedule"),
        ("glusterdr points", "what could be recovered now, and how old it is"),
    ];

    public override int Invoke(ParseResult parseResult)
    {
        usual.Invoke(parseResult);
        TextWriter output = parseResult.InvocationConfiguration.Output;
        Command command = parseResult.CommandResult.Command;
        Write(output, "Examples:", command switch
        {
            CliCommand one => one.Examples,
            CommandGroup group => group.Examples,
            _ => s_firstSteps,
        });
        if (command is RootCommand)
        {
            Write(output, "Exit codes:", ExitCodes.Table.Select(r => ($"{r.Code}", r.Meaning)));
            output.WriteLine("docs/first-policy.md shows a policy file and explains every key.");
        }

        return ExitCodes.Ok;
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
