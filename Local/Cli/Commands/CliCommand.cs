using System.CommandLine;

namespace GlusterDr.Local.Cli.Commands;

/// <summary>A command of <c>glusterdr</c>: name, options and action.</summary>
internal abstract class CliCommand(string name, string description) : Command(name, description)
{
    /// <summary>Command lines that show how it is used, each with what it does.</summary>
    public abstract IReadOnlyList<(string Line, string Meaning)> Examples { get; }

    /// <summary>Runs the command, and returns the exit code.</summary>
    public abstract Task<int> RunAsync(CommandContext context, CancellationToken cancellation);
}
