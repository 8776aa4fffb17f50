using System.CommandLine;

namespace GlusterDr.Local.Cli;

/// <summary>The options that every command has.</summary>
internal sealed class GlobalOptions
{
    public const string Text = "text";

    public const string Json = "json";

    public Option<string> Output { get; } = new("--output", "-o")
    {
        Description = "Output format; json prints one document to stdout.",
        HelpName = "text|json",
        DefaultValueFactory = _ => Text,
        Recursive = true,
    };

    public Option<string?> DataDirectory { get; } = new("--data-dir")
    {
        Description = "Directory of policies and runs. [default: $GLUSTERDR_DATA, or /var/lib/glusterdr for root, or ~/.local/share/glusterdr]",
        HelpName = "directory",
        Recursive = true,
    };

    public Option<string?> Server { get; } = new("--server")
    {
        Description = "Use another host, such as the Azure host. [default: $GLUSTERDR_SERVER, or this machine]",
        HelpName = "https://host",
        Recursive = true,
    };

    public Option<string?> Key { get; } = new("--key")
    {
        Description = "Where the function key for --server is stored. [default: env:GLUSTERDR_KEY]",
        HelpName = "env:NAME|file:/path",
        Recursive = true,
    };

    public Option<string?> Token { get; } = new("--token")
    {
        Description = "Where a bearer token for --server is stored. [default: env:GLUSTERDR_TOKEN]",
        HelpName = "env:NAME|file:/path",
        Recursive = true,
    };

    public Option<bool> Verbose { get; } = new("--verbose", "-v")
    {
        Description = "Log the host's actions and remote commands to stderr.",
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

    /// <summary>The data directory, by the command line, the environment, or the default of the user.</summary>
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
