using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using GlusterDr.FunctionsHost;
using GlusterDr.Runs;
using GlusterDr.Simulators;
using Microsoft.Extensions.Logging.Abstractions;

namespace GlusterDr.AzureCost;

/// <summary>The published app on simulated sites, run by the stand-in for the Functions host with the settings of host.json.</summary>
internal sealed class AppOnSites : IAsyncDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("glusterdr-cost-").FullName;
    private readonly CancellationTokenSource _end = new();
    private readonly HttpClient _http = new();
    private readonly SitesServer _sites;
    private AppFunctionsHost? _host;

    private AppOnSites(SimulatedWorld world)
    {
        _sites = SitesServer.Listen(world, Socket);
        _ = _sites.RunAsync(_end.Token);
    }

    public int Activities => _host!.Calls.Of("activityTrigger");

    public int Episodes => _host!.Calls.Of("orchestrationTrigger");

    private string Socket => Path.Combine(_directory, "sites.sock");

    /// <summary>Starts the app, with the sites' policy stored. GLUSTERDR_APP names the published app's folder, GLUSTERDR_SITES_HOOK the assembly of tests/SitesHook.</summary>
    public static async Task<AppOnSites> StartAsync(SimulatedWorld world, string connectionString, bool leasesOnBlobs)
    {
        AppOnSites app = new(world);
        FunctionsHostOptions options = new()
        {
            AppDirectory = Named("GLUSTERDR_APP"),
            Settings = new Dictionary<string, string>
            {
                ["AzureWebJobsStorage"] = connectionString,
                ["AzureFunctionsJobHost__extensions__durableTask__storageProvider__useTablePartitionManagement"] = leasesOnBlobs ? "false" : "true",
                ["DOTNET_STARTUP_HOOKS"] = Named("GLUSTERDR_SITES_HOOK"),
                ["GLUSTERDR_SITES"] = app.Socket,
            },
        };
        app._host = await AppFunctionsHost.StartAsync(options, NullLoggerFactory.Instance);
        app._http.BaseAddress = app._host.Address;
        app._http.DefaultRequestHeaders.Add("x-functions-key", options.Key);
        using HttpResponseMessage stored = await app._http.PutAsync(
            new Uri("/api/v1/policies/demo", UriKind.Relative), new StringContent(Scenarios.PolicyOf(world), Encoding.UTF8, "application/yaml"));
        stored.EnsureSuccessStatusCode();
        return app;
    }

    /// <summary>Runs the policy once.</summary>
    public async Task RunAsync()
    {
        using HttpResponseMessage answer = await _http.PostAsync(new Uri("/api/v1/policies/demo/sync", UriKind.Relative), null);
        string run = (await answer.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>()).GetProperty("run").GetString()!;

        // Polls rarely, because each poll is an additional request.
        using PeriodicTimer poll = new(TimeSpan.FromSeconds(5));
        RunReport? report;
        do
        {
            await poll.WaitForNextTickAsync();
            report = await _http.GetFromJsonAsync<RunReport>(new Uri($"/api/v1/runs/{run}", UriKind.Relative), DrJson.Options);
        }
        while (report is not { Run.IsOver: true });
        if (report.Run.State != RunState.Succeeded)
        {
            throw new InvalidOperationException($"The run is no measure: {report.Run.State}, {report.Run.Error?.Message}");
        }
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await (_host?.DisposeAsync() ?? ValueTask.CompletedTask);
        await _end.CancelAsync();
        await _sites.DisposeAsync();
        _end.Dispose();
        Directory.Delete(_directory, recursive: true);
    }

    private static string Named(string variable) =>
        Environment.GetEnvironmentVariable(variable) ?? throw new InvalidOperationException($"{variable} is not set: see bench/README.md.");
}
