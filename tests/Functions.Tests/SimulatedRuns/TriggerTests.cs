using System.Net;
using System.Net.Http.Json;
using System.Net.ServerSentEvents;
using System.Text;
using System.Text.Json;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using GlusterDr.Conformance;
using GlusterDr.Errors;
using GlusterDr.Functions.Queues;
using GlusterDr.FunctionsHost;
using GlusterDr.Runs;
using GlusterDr.Sites;
using GlusterDr.TestKit;
using GlusterDr.Tests.Functions.AzureStorage;

namespace GlusterDr.Tests.Functions.SimulatedRuns;

/// <summary>Every kind of trigger and binding of the published app: requests and their keys, streams, queues with their poison, timers.</summary>
/// <remarks>All tests share one app and its sites, because both take long to start.</remarks>
[TakesLong(60)]
public sealed class TriggerTests(AzuriteFixture fixture) : IClassFixture<AzuriteFixture>, IAsyncLifetime
{
    private const string Token = "0123456789abcdef";

    private SitesApart _sites = null!;
    private HostProcess _host = null!;

    private HttpClient Http => _host.Http;

    private QueueClient Commands => Queue(CommandsFunction.Queue);

    private QueueClient Poison => Queue(CommandsFunction.Poison);

    public async ValueTask InitializeAsync()
    {
        try
        {
            await StartAsync();
        }
        catch
        {
            // xunit does not dispose what was not initialized.
            await DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await (_host?.DisposeAsync() ?? ValueTask.CompletedTask);
        await (_sites?.DisposeAsync() ?? ValueTask.CompletedTask);
    }

    [Fact]
    public async Task Requests_are_let_in_by_their_key_and_answered_by_the_whole_api()
    {
        using HttpClient stranger = new() { BaseAddress = Http.BaseAddress };
        (await stranger.GetAsync(Uri("/api/v1/health"))).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await stranger.GetAsync(Uri($"/api/v1/health?code={new FunctionsHostOptions { AppDirectory = "", Settings = new Dictionary<string, string>() }.Key}")))
            .StatusCode.ShouldBe(HttpStatusCode.OK);

        (await Http.GetFromJsonAsync<JsonElement>(Uri("/openapi/v1.json"))).GetProperty("paths").EnumerateObject().Count().ShouldBeGreaterThan(10);
        (await Http.GetFromJsonAsync<JsonElement>(Uri("/api/v1/policies/vms"))).GetProperty("volume").GetString().ShouldBe("gv1");

        using HttpResponseMessage unknown = await Http.GetAsync(Uri("/api/v1/policies/none"));
        unknown.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        unknown.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");

        using HttpResponseMessage bad = await Http.PutAsync(Uri("/api/v1/policies/other"), new StringContent("policy: [", Encoding.UTF8, "application/yaml"));
        bad.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await bad.Content.ReadAsStringAsync()).ShouldContain("policy");

        // More than fits into one message of most protocols.
        using HttpResponseMessage large = await Http.PostAsync(Uri("/api/v1/check"), new StringContent(new string('#', 8_000_000), Encoding.UTF8, "application/yaml"));
        large.StatusCode.ShouldBeOneOf(HttpStatusCode.BadRequest, HttpStatusCode.RequestEntityTooLarge);
    }

    [Fact]
    public async Task The_webhook_accepts_only_its_own_token()
    {
        using HttpClient gluster = new() { BaseAddress = Http.BaseAddress };
        StringContent body = new("""{"event": "GEOREP_CHECKPOINT_COMPLETED", "message": {}, "nodeid": "x", "ts": 1}""", Encoding.UTF8, "application/json");
        (await gluster.PostAsync(Uri("/api/v1/gluster-events"), body)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);

        gluster.DefaultRequestHeaders.Authorization = new("Bearer", Token);
        ((int)(await gluster.PostAsync(Uri("/api/v1/gluster-events"), body)).StatusCode).ShouldBeLessThan(500);
    }

    [Fact]
    public async Task A_runs_progress_is_sent_while_it_runs()
    {
        string run = await _host.StartRunAsync("vms");
        using CancellationTokenSource bound = new(Patience.Limit);
        await using Stream stream = await Http.GetStreamAsync(Uri($"/api/v1/runs/{run}/progress"), bound.Token);
        List<(string Type, bool WasOver)> seen = [];
        await foreach (SseItem<string> item in SseParser.Create(stream).EnumerateAsync(bound.Token))
        {
            RunReport now = (await Http.GetFromJsonAsync<RunReport>(Uri($"/api/v1/runs/{run}"), DrJson.Options, bound.Token))!;
            seen.Add((item.EventType, now.Run.IsOver));
        }

        seen[0].ShouldBe(("progress", false), "the first came before the end");
        seen[^1].ShouldBe(("end", true));
        await _sites.ShouldBeGoodAsync(run, machines: 3);
    }

    [Fact]
    public async Task A_command_from_the_queue_starts_a_run_and_what_fails_goes_to_the_poison_queue()
    {
        await PutAsync("""{"name": "sync", "policy": "none"}""");
        JsonElement never = JsonDocument.Parse(await PoisonAsync()).RootElement;
        never.GetProperty("error").GetProperty("code").GetString().ShouldBe(ErrorCodes.PolicyNotFound);

        await PutAsync("""{"name": "sync", "policy": "vms"}""");
        JsonElement run = await LiveRunAsync("demand");

        // A command that may succeed later is tried as often as host.json says, and then moved to the poison queue with the reason.
        const string again = """{"name": "sync", "policy": "vms"}""";
        await PutAsync(again);
        JsonElement late = JsonDocument.Parse(await PoisonAsync()).RootElement;
        late.GetProperty("message").GetString().ShouldBe(again);
        late.GetProperty("error").GetProperty("code").GetString().ShouldBe(ErrorCodes.LeaseHeld);
        string id = run.GetProperty("id").GetString()!;
        (await _host.EndOfAsync(id)).Run.State.ShouldBe(RunState.Succeeded);

        (await ToldAsync(id)).Count(message => message.Contains(id, StringComparison.Ordinal)).ShouldBe(1);
    }

    [Fact]
    public async Task The_timer_starts_what_is_due()
    {
        await _sites.ScheduleAsync("*/2 * * * * *");

        JsonElement run = await LiveRunAsync("schedule");

        await _sites.ScheduleAsync(null);
        (await _host.EndOfAsync(run.GetProperty("id").GetString()!)).Run.State.ShouldBe(RunState.Succeeded);
    }

    private async Task StartAsync()
    {
        await Commands.CreateIfNotExistsAsync();
        _sites = await SitesApart.StartAsync(fixture.Azurite.ConnectionString, HypervisorKind.Libvirt, machines: 3);
        FunctionsHostOptions options = _sites.Options;
        Dictionary<string, string> settings = new(options.Settings) { ["GlusterWebhookToken"] = Token };
        settings.Remove("AzureWebJobs__DueRuns__Disabled");
        _host = await HostProcess.StartAsync(options with
        {
            Settings = settings,
            Schedules = new Dictionary<string, string> { ["DueRuns"] = "* * * * * *" },
            HostId = AzuriteFixture.NewName().ToLowerInvariant(),
        });
    }

    private static Uri Uri(string path) => new(path, UriKind.Relative);

    private QueueClient Queue(string name) => new(fixture.Azurite.ConnectionString, name, new QueueClientOptions { MessageEncoding = QueueMessageEncoding.Base64 });

    private Task PutAsync(string message) => Commands.SendMessageAsync(message);

    private async Task<string> PoisonAsync()
    {
        using CancellationTokenSource bound = new(Patience.Limit);
        using PeriodicTimer look = new(TimeSpan.FromSeconds(0.1));
        while (true)
        {
            await look.WaitForNextTickAsync(bound.Token);
            if (await Poison.ExistsAsync(bound.Token) && (await Poison.ReceiveMessageAsync(cancellationToken: bound.Token)).Value is { } message)
            {
                await Poison.DeleteMessageAsync(message.MessageId, message.PopReceipt, bound.Token);
                return message.Body.ToString();
            }
        }
    }

    // A run has ended before its notification is sent.
    private async Task<IReadOnlyList<string>> ToldAsync(string run)
    {
        using CancellationTokenSource bound = new(Patience.Limit);
        using PeriodicTimer look = new(TimeSpan.FromSeconds(0.1));
        List<string> told = [];
        while (!told.Any(message => message.Contains(run, StringComparison.Ordinal)))
        {
            await look.WaitForNextTickAsync(bound.Token);
            QueueMessage[] some = await Queue(NotificationQueue.Queue).ReceiveMessagesAsync(32, cancellationToken: bound.Token);
            told.AddRange(some.Select(message => message.Body.ToString()));
        }

        return told;
    }

    // Other tests have left their runs in the same store.
    private async Task<JsonElement> LiveRunAsync(string trigger)
    {
        using CancellationTokenSource bound = new(Patience.Limit);
        using PeriodicTimer look = new(TimeSpan.FromSeconds(0.1));
        while (true)
        {
            await look.WaitForNextTickAsync(bound.Token);
            JsonElement runs = await Http.GetFromJsonAsync<JsonElement>(Uri("/api/v1/runs"), bound.Token);
            JsonElement[] live = [.. runs.EnumerateArray().Where(run =>
                run.GetProperty("trigger").GetString() == trigger && !run.GetProperty("isOver").GetBoolean())];
            if (live is [var only])
            {
                return only;
            }
        }
    }
}
