using System.CommandLine;

namespace GlusterDr.Local.Cli.Commands;

/// <summary>A group of commands.</summary>
internal abstract class CommandGroup(string name, string description) : Command(name, description)
{
    /// <summary>Command lines that show how its commands are used, each with what it does.</summary>
    public abstract IReadOnlyList<(string Line, string Meaning)> Examples { get; }
}
