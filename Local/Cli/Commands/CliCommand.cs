using System.CommandLine;

namespace GlusterDr.Local.Cli.Commands;

/// <summary>A command of <c>glusterdr</c>: its words, its options and what it does.</summary>
internal abstract class CliCommand(string name, string description) : Command(name, description)
{
    /// <summary>Command lines that show how it is used, each with what it does.</summary>
    public abstract IReadOnlyList<(string Line, string Meaning)> Examples { get; }

    /// <summary>Does it, and returns what the shell gets.</summary>
    public abstract Task<int> RunAsync(CommandContext context, CancellationToken cancellation);
}
