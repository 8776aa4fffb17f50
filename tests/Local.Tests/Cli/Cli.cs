using System.Text.Json;
using GlusterDr.Local.Api;
using GlusterDr.Local.Cli;
using GlusterDr.Local.Hosting;
using GlusterDr.Runs;
using GlusterDr.Tests.Local.Hosting;

namespace GlusterDr.Tests.Local.Cli;

/// <summary>One invocation of <c>glusterdr</c> within this process, over a data directory.</summary>
internal sealed class Cli : IDisposable
{
    private readonly string _directory;
    private readonly TaskCompletionSource<int> _exited = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Cli(string directory, bool interactive = false)
    {
        _directory = directory;
        Environment = new CliEnvironment
        {
            Out = Out,
            Error = Error,
            In = new StringReader(""),
            Interactive = interactive,
            Variable = name => name == "GLUSTERDR_DATA" ? directory : null,
            Signals = Signals,
            Exit = code =>
            {
                ExitedWith = code;
                _exited.TrySetResult(code);
            },
            Replace = TestGround.Replace,
        };
    }

    public CliEnvironment Environment { get; set; }

    public WatchedWriter Out { get; } = new();

    public WatchedWriter Error { get; } = new();

    public FakeSignals Signals { get; } = new();

    /// <summary>Set when the process would have been ended at once.</summary>
    public int? ExitedWith { get; private set; }

    /// <summary>The same, to wait for.</summary>
    public Task<int> Exited => _exited.Task;

    /// <summary>Runs it in a data directory.</summary>
    public static async Task<Cli> RunAsync(string directory, params string[] args)
    {
        Cli cli = new(directory);
        cli.ExitCode = await cli.StartAsync(args);
        return cli;
    }

    public int ExitCode { get; set; }

    public Task<int> StartAsync(params string[] args) => Task.Run(() => GlusterDrCommand.RunAsync(args, Environment));

    public T Json<T>() => JsonSerializer.Deserialize<T>(Out.ToString(), DrJson.Options)!;

    /// <summary>The API of the process that has the data directory now.</summary>
    public ApiClient Api() => new(EndpointFile.Read(_directory)!);

    /// <summary>The one live run, as soon as the host there has it at work.</summary>
    public async Task<string> LiveRunAsync()
    {
        await Error.WhenWrittenAsync("snapshot 0 of 4");
        using ApiClient api = Api();
        return (await api.GetHealthAsync(default)).LiveRuns.ShouldHaveSingleItem();
    }

    public void Dispose()
    {
        Out.Dispose();
        Error.Dispose();
    }
}
