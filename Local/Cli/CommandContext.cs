using System.CommandLine;
using System.Text.Json;
using GlusterDr.Api;
using GlusterDr.Local.Cli.Server;
using GlusterDr.Local.Hosting;
using Microsoft.Extensions.Logging;

namespace GlusterDr.Local.Cli;

/// <summary>One invocation of the command: its output, and its access to a host.</summary>
internal sealed class CommandContext(ParseResult parsed, GlobalOptions options, CliEnvironment environment)
{
    public CliEnvironment Environment { get; } = environment;

    public ParseResult Parsed { get; } = parsed;

    public bool Json { get; } = parsed.GetValue(options.Output) == GlobalOptions.Json;

    public bool Verbose { get; } = parsed.GetValue(options.Verbose);

    public string DataDirectory { get; } = options.DataDirectoryOf(parsed, environment);

    /// <summary>The server that the command addresses; null: the host of the data directory.</summary>
    /// <exception cref="UsageException">Its options are invalid.</exception>
    public ServerOptions? Server => ServerOptions.Of(Parsed, options, Environment);

    /// <summary>The result, for people.</summary>
    public void Write(string text) => Environment.Out.WriteLine(text);

    /// <summary>The result, for programs.</summary>
    public void WriteJson<T>(T value) => Environment.Out.WriteLine(JsonSerializer.Serialize(value, DrJson.Indented));

    /// <summary>The result in the requested form.</summary>
    public void Write<T>(T value, Func<T, string> text)
    {
        if (Json)
        {
            WriteJson(value);
        }
        else
        {
            Write(text(value).TrimEnd());
        }
    }

    /// <summary>A message on stderr.</summary>
    public void Say(string text) => Environment.Error.WriteLine(text);

    /// <summary>Sends a request to a host: the one that runs, or one in this process for the time of the request.</summary>
    public Task<T> AskAsync<T>(Func<HostSession, Task<T>> question, CancellationToken cancellation) =>
        new HostFinder(this).WithHostAsync(HostWork.Answer, question, cancellation);

    public LocalHostOptions HostOptions(HostWork work) => new()
    {
        DataDirectory = DataDirectory,
        Work = work,
        Logging = work == HostWork.Serve || Verbose ? LogToStderr : null,
        Replace = Environment.Replace,
    };

    private void LogToStderr(ILoggingBuilder logging)
    {
        logging.SetMinimumLevel(Verbose ? LogLevel.Debug : LogLevel.Information).AddFilter("Microsoft", LogLevel.Warning);
        logging.AddProvider(new WriterLoggerProvider(Environment.Error, Environment.Time));
    }
}
