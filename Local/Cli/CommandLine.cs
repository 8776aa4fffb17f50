using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Parsing;
using GlusterDr.Local.Cli.Commands;
using GlusterDr.Local.Cli.Commands.Events;
using GlusterDr.Local.Cli.Commands.Sessions;

namespace GlusterDr.Local.Cli;

/// <summary>Reads a command line, does what it says and tells how it went.</summary>
internal sealed class CommandLine
{
    private readonly CliEnvironment _environment;
    private readonly GlobalOptions _options = new();
    private readonly RootCommand _root = new("Disaster recovery for virtual machines whose disks are on GlusterFS.");

    public CommandLine(CliEnvironment environment)
    {
        _environment = environment;
        _options.AddTo(_root);
        foreach (Command command in (Command[])
            [
                new ApplyCommand(), new CheckCommand(), new SyncCommand(), new ServeCommand(), new PoliciesCommand(), new RunsCommand(),
                new RunCommand(), new PointsCommand(), new CancelCommand(), new DeleteCommand(), new SessionCommand(), new OperationsCommand(),
                new EventsCommand(),
            ])
        {
            SetAction(command);
            _root.Add(command);
        }

        HelpOption help = _root.Options.OfType<HelpOption>().Single();
        help.Action = new TeachingHelp((HelpAction)help.Action!);
    }

    public async Task<int> RunAsync(string[] args)
    {
        ParseResult parsed = Parse(args);
        if (parsed.Errors.Count > 0 && parsed.Action is not TeachingHelp)
        {
            return Refuse(parsed);
        }

        // Signals are ours: what ctrl-c means differs from command to command.
        InvocationConfiguration configuration = new()
        {
            Output = _environment.Out,
            Error = _environment.Error,
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = null,
        };
        return await parsed.InvokeAsync(configuration, CancellationToken.None);
    }

    /// <summary>Reads a command line without doing what it says.</summary>
    public ParseResult Parse(string[] args) => _root.Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });

    private void SetAction(Command command)
    {
        if (command is CliCommand does)
        {
            does.SetAction((parsed, cancellation) => GuardAsync(does, parsed, cancellation));
        }

        foreach (Command part in command.Subcommands)
        {
            SetAction(part);
        }
    }

    private int Refuse(ParseResult parsed)
    {
        foreach (string message in parsed.Errors.Select(e => e.Message).Distinct())
        {
            _environment.Error.WriteLine(Text.Printable.OneLine(message));
        }

        _environment.Error.WriteLine($"See `{NameOf(parsed.CommandResult)} --help`.");
        return ExitCodes.BadInput;
    }

    private static string NameOf(CommandResult command) =>
        command is { Parent: CommandResult parent } ? $"{NameOf(parent)} {command.Command.Name}" : "glusterdr";

    private async Task<int> GuardAsync(CliCommand command, ParseResult parsed, CancellationToken cancellation)
    {
        CommandContext context = new(parsed, _options, _environment);
        try
        {
            return await command.RunAsync(context, cancellation);
        }
        catch (Exception e)
        {
            CommandFailure failure = CommandFailure.Of(e);
            context.Say(context.Verbose || failure.ExitCode == ExitCodes.Defect ? $"{failure.ToText()}\n{e}" : failure.ToText());
            if (context.Json)
            {
                context.WriteJson(failure);
            }

            return failure.ExitCode;
        }
    }
}
