namespace GlusterDr.Simulators;

/// <summary>The arguments of a run of virsh: its own options, and one command or several.</summary>
/// <param name="Uri">The connection. Null: none was given.</param>
/// <param name="Quiet">Whether headers and blank lines are left out.</param>
/// <param name="Words">The words of the first command.</param>
/// <param name="Commands">All commands.</param>
internal sealed record VirshArguments(string? Uri, bool Quiet, IReadOnlyList<string> Words, IReadOnlyList<IReadOnlyList<string>> Commands)
{
    public static VirshArguments Split(IReadOnlyList<string> arguments)
    {
        string? uri = null;
        bool quiet = false;
        int i = 1;
        for (; i < arguments.Count && arguments[i].StartsWith('-'); i++)
        {
            switch (arguments[i])
            {
                case "-c" or "--connect" when i + 1 < arguments.Count:
                    uri = arguments[++i];
                    break;
                case "-q" or "--quiet":
                    quiet = true;
                    break;
                default:
                    if (arguments[i].StartsWith("--connect=", StringComparison.Ordinal))
                    {
                        uri = arguments[i]["--connect=".Length..];
                    }

                    break;
            }
        }

        string[] words = [.. arguments.Skip(i)];

        // A single argument is a text with several commands; several arguments are the words of one command.
        List<IReadOnlyList<string>> commands = words.Length == 1
            ? [.. words[0].Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                .Select(c => (IReadOnlyList<string>)c.Split(' ', StringSplitOptions.RemoveEmptyEntries))]
            : [words];
        return new VirshArguments(uri, quiet, commands.FirstOrDefault() ?? [], commands);
    }
}
