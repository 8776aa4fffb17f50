using System.CommandLine;

namespace GlusterDr.Local.Cli;

/// <summary>The options that every command has.</summary>
internal sealed class GlobalOptions
{
    public const string Text = "text";

    public const string Json = "json";

    public Option<string> Output { get; } = new("--output", "-o")
    {
        Description = "How the result is written: text for people, json for programs. With json, stdout holds one document and nothing else.",
        HelpName = "text|json",
        DefaultValueFactory = _ => Text,
        Recursive = true,
    };

    public Option<string?> DataDirectory { get; } = new("--data-dir")
    {
        Description = "Where policies, runs and the lock are kept. [default: $GLUSTERDR_DATA, or /var/lib/glusterdr for root, or ~/.local/share/glusterdr]",
        HelpName = "directory",
        Recursive = true,
    };

    public Option<string?> Server { get; } = new("--server")
    {
        Description = "Another host that the command is for, such as the Azure host; policies and runs are then its. [default: $GLUSTERDR_SERVER, or the host of this machine]",
        HelpName = "https://host",
        Recursive = true,
    };

    public Option<string?> Key { get; } = new("--key")
    {
        Description = "Where the key of that function app is, never the key itself. [default: env:GLUSTERDR_KEY, where that is set]",
        HelpName = "env:NAME|file:/path",
        Recursive = true,
    };

    public Option<string?> Token { get; } = new("--token")
    {
        Description = "Where a bearer token for it is, of Entra ID say, never the token itself. [default: env:GLUSTERDR_TOKEN, where that is set]",
        HelpName = "env:NAME|file:/path",
        Recursive = true,
    };

    public Option<bool> Verbose { get; } = new("--verbose", "-v")
    {
        Description = "Log to stderr what the host does, down to each remote command.",
        Recursive = true,
    };

    public void AddTo(Command root)
    {
        Output.AcceptOnlyFromAmong(Text, Json);
        root.Add(Output);
        root.Add(DataDirectory);
        root.Add(Server);
        root.Add(Key);
        root.Add(Token);
        root.Add(Verbose);
    }

    /// <summary>The data directory that the command line, the environment or the user says.</summary>
    public string DataDirectoryOf(ParseResult parsed, CliEnvironment environment)
    {
        string? named = parsed.GetValue(DataDirectory) ?? environment.Variable("GLUSTERDR_DATA");
        if (!string.IsNullOrWhiteSpace(named))
        {
            return Path.GetFullPath(named);
        }

        return environment.IsRoot
            ? "/var/lib/glusterdr"
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify), "glusterdr");
    }
}
