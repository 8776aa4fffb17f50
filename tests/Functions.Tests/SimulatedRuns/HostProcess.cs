using System.Diagnostics;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using GlusterDr.FunctionsHost;
using GlusterDr.Runs;
using GlusterDr.TestKit;

namespace GlusterDr.Tests.Functions.SimulatedRuns;

/// <summary>The published app in two processes, host and worker, which tests can kill.</summary>
internal sealed class HostProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly StringBuilder _errors = new();
    private readonly HttpClient _http = new();
    private int _worker;

    private HostProcess(Process process)
    {
        _process = process;
        _process.ErrorDataReceived += (_, e) => Hear(e.Data);
        _process.BeginErrorReadLine();
    }

    /// <summary>The client of the app's API, with its key.</summary>
    public HttpClient Http => _http;

    /// <summary>The process id of the first worker.</summary>
    public int WorkerId => _worker;

    /// <summary>The warnings and errors in the logs of both processes.</summary>
    public string Log
    {
        get
        {
            lock (_errors)
            {
                return _errors.ToString();
            }
        }
    }

    /// <summary>Starts the app, and waits until it listens.</summary>
    public static async Task<HostProcess> StartAsync(FunctionsHostOptions options)
    {
        bool isDotnet = Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet";
        string[] arguments = [typeof(AppFunctionsHost).Assembly.Location, JsonSerializer.Serialize(options)];
        ProcessStartInfo start = new(isDotnet ? Environment.ProcessPath! : "dotnet", arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        HostProcess host = new(Process.Start(start)!);
        string? line = await host._process.StandardOutput.ReadLineAsync().WaitAsync(Patience.Limit);
        JsonElement says = JsonDocument.Parse(line ?? throw new InvalidOperationException($"The host did not start: {host.Log}")).RootElement;
        host._worker = says.GetProperty("worker").GetInt32();
        host._http.BaseAddress = new Uri(says.GetProperty("address").GetString()!);
        host._http.DefaultRequestHeaders.Add("x-functions-key", options.Key);
        host._http.Timeout = Patience.Limit;
        return host;
    }

    /// <summary>Starts a run. Returns its id.</summary>
    public async Task<string> StartRunAsync(string policy)
    {
        using HttpResponseMessage answer = await _http.PostAsync(new Uri($"/api/v1/policies/{policy}/sync", UriKind.Relative), null);
        JsonElement started = await answer.Content.ReadFromJsonAsync<JsonElement>();
        return started.GetProperty("run").GetString() ?? throw new InvalidOperationException($"No run: {started}");
    }

    /// <summary>Waits for the end of a run. Fails if its report does not change for too long.</summary>
    public async Task<RunReport> EndOfAsync(string run)
    {
        using CancellationTokenSource bound = new();
        using PeriodicTimer look = new(TimeSpan.FromSeconds(0.3));
        string seen = "";
        RunReport? report;
        do
        {
            // While a host starts another worker, it answers with an error.
            using HttpResponseMessage answer = await _http.GetAsync(new Uri($"/api/v1/runs/{run}", UriKind.Relative), bound.Token);
            string body = await answer.Content.ReadAsStringAsync(bound.Token);
            report = answer.IsSuccessStatusCode ? JsonSerializer.Deserialize<RunReport>(body, DrJson.Options) : null;
            Patience.Renew(bound, ref seen, body);
            await look.WaitForNextTickAsync(bound.Token);
        }
        while (report is not { Run.IsOver: true });
        return report;
    }

    /// <summary>Kills both with SIGKILL, the host first, because it would start another worker.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.ExitCode.ShouldBe(128 + 9, Log);
        KillWorker();
    }

    /// <summary>Kills only the worker, with SIGKILL.</summary>
    public void KillWorker()
    {
        try
        {
            using Process worker = Process.GetProcessById(_worker);
            worker.Kill();
            worker.WaitForExit();
        }
        catch (ArgumentException)
        {
            // It has already ended, with its host.
        }
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }

    private void Hear(string? line)
    {
        lock (_errors)
        {
            _errors.AppendLine(line);
        }
    }
}
