using System.Diagnostics;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using GlusterDr.AzureHost;

namespace GlusterDr.Tests.Functions.SimulatedRuns;

/// <summary>The app in a process of its own, which can be killed.</summary>
internal sealed class HostProcess : IAsyncDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(3);

    private readonly Process _process;
    private readonly Channel<string> _lines = Channel.CreateUnbounded<string>();
    private readonly StringBuilder _errors = new();

    private HostProcess(Process process)
    {
        _process = process;
        _process.OutputDataReceived += (_, e) => Hear(e.Data);
        _process.ErrorDataReceived += (_, e) => _errors.AppendLine(e.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>Starts one; the sites are at the socket.</summary>
    public static HostProcess Start(StorageHubOptions options, string socket)
    {
        bool isDotnet = Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet";
        string[] arguments = [typeof(StorageHub).Assembly.Location, JsonSerializer.Serialize(options, DrJson.Options), socket];
        ProcessStartInfo start = new(isDotnet ? Environment.ProcessPath! : "dotnet", arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        return new HostProcess(Process.Start(start)!);
    }

    /// <summary>Begins a run; its id.</summary>
    public async Task<string> StartRunAsync(string policy)
    {
        await _process.StandardInput.WriteLineAsync($"start {policy}");
        return (await UntilAsync("started "))["started ".Length..];
    }

    /// <summary>Waits for a run's end; how it ended.</summary>
    public async Task<string> EndOfAsync(string run)
    {
        await _process.StandardInput.WriteLineAsync($"wait {run}");
        return (await UntilAsync("over "))["over ".Length..].Trim();
    }

    /// <summary>Reads on until it has told this so many times more.</summary>
    public async Task<string> UntilAsync(string beginning, int times = 1)
    {
        using CancellationTokenSource bound = new(s_patience);
        try
        {
            while (true)
            {
                string line = await _lines.Reader.ReadAsync(bound.Token);
                if (line.StartsWith(beginning, StringComparison.Ordinal) && --times == 0)
                {
                    return line;
                }
            }
        }
        catch (Exception e) when (e is OperationCanceledException or ChannelClosedException)
        {
            throw new InvalidOperationException($"The app did not tell '{beginning}'. Its errors: {_errors}", e);
        }
    }

    /// <summary>Kills it with SIGKILL.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.ExitCode.ShouldBe(128 + 9, _errors.ToString());
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }

    private void Hear(string? line)
    {
        if (line is null)
        {
            _lines.Writer.TryComplete();
        }
        else
        {
            _lines.Writer.TryWrite(line);
        }
    }
}
