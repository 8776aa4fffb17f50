using System.Diagnostics;
using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace GlusterDr.FunctionsHost.Worker;

/// <summary>The app's worker process, started as worker.config.json says.</summary>
internal sealed class WorkerProcess : IWorker
{
    private const int MaxMessageBytes = int.MaxValue;

    private readonly Process _process;

    private WorkerProcess(Process process, ILogger log)
    {
        _process = process;
        process.OutputDataReceived += (_, line) => log.LogInformation("{Line}", line.Data);
        process.ErrorDataReceived += (_, line) => log.LogWarning("{Line}", line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <inheritdoc/>
    public int ProcessId => _process.Id;

    /// <summary>Starts it.</summary>
    /// <param name="options">The app.</param>
    /// <param name="host">The address that it connects to.</param>
    /// <param name="workerId">The id that it reports.</param>
    /// <param name="log">The logger for its output.</param>
    public static WorkerProcess Start(FunctionsHostOptions options, Uri host, string workerId, ILogger log)
    {
        using JsonDocument config = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(options.AppDirectory, "worker.config.json")));
        JsonElement description = config.RootElement.GetProperty("description");
        ProcessStartInfo start = new(description.GetProperty("defaultExecutablePath").GetString()!)
        {
            WorkingDirectory = options.AppDirectory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            ArgumentList =
            {
                Path.Combine(options.AppDirectory, description.GetProperty("defaultWorkerPath").GetString()!),
                "--host", host.Host,
                "--port", $"{host.Port}",
                "--workerId", workerId,
                "--requestId", $"{Guid.NewGuid()}",
                "--grpcMaxMessageLength", $"{MaxMessageBytes}",
                "--functions-uri", $"{host}",
                "--functions-worker-id", workerId,
                "--functions-request-id", $"{Guid.NewGuid()}",
                "--functions-grpc-max-message-length", $"{MaxMessageBytes}",
            },
        };
        foreach ((string name, string value) in Environment(options))
        {
            start.Environment[name] = value;
        }

        return new WorkerProcess(Process.Start(start)!, log);
    }

    /// <inheritdoc/>
    public async Task<int> ExitAsync()
    {
        await _process.WaitForExitAsync();
        return _process.ExitCode;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static Dictionary<string, string> Environment(FunctionsHostOptions options)
    {
        Dictionary<string, string> environment = options.Settings.ToDictionary(
            setting => setting.Key.Replace(":", "__", StringComparison.Ordinal), setting => setting.Value, StringComparer.Ordinal);
        environment["FUNCTIONS_WORKER_RUNTIME"] = "dotnet-isolated";
        environment["FUNCTIONS_APPLICATION_DIRECTORY"] = options.AppDirectory;
        environment["FUNCTIONS_WORKER_DIRECTORY"] = options.AppDirectory;
        return environment;
    }
}
