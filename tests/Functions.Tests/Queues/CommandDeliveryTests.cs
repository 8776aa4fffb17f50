using System.Text;
using System.Text.Json;
using Azure;
using Azure.Data.Tables;
using Azure.Storage.Queues.Models;
using GlusterDr.Errors;
using GlusterDr.Functions.Durable;
using GlusterDr.Functions.Queues;
using GlusterDr.Functions.Store;
using GlusterDr.Leases;
using GlusterDr.Policies;
using GlusterDr.Runs;
using GlusterDr.Sites;
using GlusterDr.TestKit;
using GlusterDr.Tests.Functions.SimulatedRuns;
using Microsoft.Extensions.Logging;

namespace GlusterDr.Tests.Functions.Queues;

/// <summary>Messages of a real queue that are late, repeated, invalid, or of maximum size. No run is started here.</summary>
public sealed class CommandDeliveryTests : IAsyncLifetime
{
    private const string Sync = """{"name": "sync", "policy": "vms"}""";

    // The limit of the queue service: 64 KiB, of which base64 takes a quarter.
    private const int MostBytes = 48 << 10;

    private readonly StartedRuns _runs = new();
    private readonly Lines _log = new();
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private AzuriteQueues _azurite = null!;
    private QueuePump _pump = null!;

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

    public ValueTask DisposeAsync() => _azurite?.DisposeAsync() ?? ValueTask.CompletedTask;

    [Fact]
    public async Task What_fails_at_every_delivery_is_put_aside_with_the_reason_after_the_last_and_logged_as_an_error()
    {
        await _pump.PutAsync(Sync);
        string live = _runs.Ids.ShouldHaveSingleItem();
        _time.Advance(TimeSpan.FromMinutes(1));
        await _pump.Commands.SendMessageAsync(Sync);
        for (int delivery = 1; delivery < CommandsFunction.MaxDequeueCount; delivery++)
        {
            (await _pump.DeliverNextAsync()).ShouldBeOfType<DrException>().Error.Code.ShouldBe(ErrorCodes.LeaseHeld);
        }

        _log.Errors.ShouldBeEmpty();
        (await _pump.DeliverNextAsync()).ShouldBeNull();

        JsonElement poison = (await PoisonAsync()).ShouldHaveSingleItem();
        poison.GetProperty("message").GetString().ShouldBe(Sync);
        poison.GetProperty("error").GetProperty("code").GetString().ShouldBe(ErrorCodes.LeaseHeld);
        poison.GetProperty("error").GetProperty("message").GetString()!.ShouldContain(live);
        _log.Errors.ShouldHaveSingleItem().ShouldContain("delivery 5");
        (await _pump.Commands.PeekMessagesAsync(32)).Value.ShouldBeEmpty();
        _runs.Ids.ShouldBe([live]);
    }

    [Fact]
    public async Task A_command_that_fails_for_a_while_succeeds_afterwards()
    {
        await _pump.Commands.SendMessageAsync(Sync);
        _runs.Fault = new HttpRequestException("no answer");
        (await _pump.DeliverNextAsync()).ShouldBeSameAs(_runs.Fault);
        _runs.Fault = new DrException(new Error(ErrorCodes.StoreUnavailable, ErrorClass.Transient, "busy"));
        (await _pump.DeliverNextAsync()).ShouldBeSameAs(_runs.Fault);
        _runs.Fault = null;
        (await _pump.DeliverNextAsync()).ShouldBeNull();

        _runs.Ids.ShouldHaveSingleItem();
        (await PoisonAsync()).ShouldBeEmpty();
        _log.Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_unexpected_failure_goes_to_the_poison_queue_with_its_cause()
    {
        await _pump.Commands.SendMessageAsync(Sync);
        _runs.Fault = new HttpRequestException("no answer");
        while ((await _pump.Commands.PeekMessageAsync()).Value is not null)
        {
            await _pump.DeliverNextAsync();
        }

        (await PoisonAsync()).ShouldHaveSingleItem()
            .GetProperty("error").GetProperty("message").GetString().ShouldBe("HttpRequestException: no answer");
    }

    [Fact]
    public async Task A_command_that_is_delivered_twice_starts_no_second_run_beside_the_first()
    {
        await _pump.PutAsync(Sync);
        _time.Advance(TimeSpan.FromSeconds(1));
        (await Should.ThrowAsync<DrException>(_pump.PutAsync(Sync))).Error.Class.ShouldBe(ErrorClass.Transient);
        string run = _runs.Ids.ShouldHaveSingleItem();

        string cancel = $$"""{"name": "cancel", "run": "{{run}}", "reason": "twice"}""";
        await _pump.PutAsync(cancel);
        _runs.EndAll();
        await _pump.PutAsync(cancel);
        _runs.Ids.ShouldBe([run]);
        (await PoisonAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_invalid_message_does_not_block_others()
    {
        string[] messages =
        [
            "\0", """{"name": "cancel", "run": "sync-vms-20260101T000000Z", "reason": "first"}""", "", "{", """{"name": 1}""",
            """{"name": "cancel", "run": "sync-vms-20260101T000000Z", "reason": "second"}""",
        ];
        foreach (string message in messages)
        {
            await _pump.Commands.SendMessageAsync(message);
        }

        foreach (string _ in messages)
        {
            (await _pump.DeliverNextAsync()).ShouldBeNull();
        }

        _runs.Events.Select(e => e.Payload).ShouldBe(["first", "second"]);
        (await PoisonAsync()).Select(p => p.GetProperty("message").GetString()).ShouldBe(["\0", "", "{", """{"name": 1}"""]);
        _log.Errors.Count.ShouldBe(4);
    }

    [Theory]
    [InlineData("quotes")]
    [InlineData("characters")]
    public async Task Text_arrives_as_it_was_sent(string kind)
    {
        string reason = AwkwardText.Of(kind);
        string message = JsonSerializer.Serialize(new { name = "cancel", run = "sync-vms-20260101T000000Z", reason });
        await _pump.PutAsync(message);
        _runs.Events.ShouldHaveSingleItem().ShouldBe(("sync-vms-20260101T000000Z", RunStarter.CancelEvent, reason));
    }

    [Fact]
    public async Task The_largest_message_arrives_and_a_larger_one_the_service_refuses()
    {
        string largest = Padded(MostBytes);
        await _pump.PutAsync(largest);
        _runs.Events.ShouldHaveSingleItem();
        (await Should.ThrowAsync<RequestFailedException>(_pump.PutAsync(Padded(MostBytes + 1)))).ErrorCode.ShouldBe("RequestBodyTooLarge");
    }

    /// <summary>Characters that JSON writes in six bytes, everywhere in a command and an error where they are possible.</summary>
    [Theory]
    [InlineData(0x27)]
    [InlineData(0x01)]
    [InlineData(0x6771)]
    [InlineData(0xd83d)]
    public async Task What_is_put_aside_fits_into_a_message(int awkward)
    {
        string text = new((char)awkward, 20_000);
        _runs.Fault = new DrException(new Error(ErrorCodes.StoreFailed, ErrorClass.Permanent, text, text, text, text));
        string message = JsonSerializer.Serialize(new { name = "cancel", run = "sync-vms-20260101T000000Z", reason = new string('x', 10_000) });
        await _pump.PutAsync(message);

        _runs.Fault = null;
        string nonsense = char.IsSurrogate((char)awkward) ? string.Concat(Enumerable.Repeat("😀", 10_000)) : text[..16_000];
        await _pump.PutAsync(nonsense);
        (await PoisonAsync()).Count.ShouldBe(2);
    }

    [Fact]
    public void The_last_delivery_is_the_hosts()
    {
        using JsonDocument host = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "host.json")));
        host.RootElement.GetProperty("extensions").GetProperty("queues").GetProperty("maxDequeueCount").GetInt32()
            .ShouldBe(CommandsFunction.MaxDequeueCount);
    }

    private async Task StartAsync()
    {
        _azurite = await AzuriteQueues.StartAsync();
        TableDocumentStore store = new(new TableClient(_azurite.ConnectionString, "GlusterDr"));
        PolicyStore policies = new(store);
        await policies.SaveAsync(SimulatedSetting.Policy(new HypervisorSettings { Hosts = ["h1"] }), default);
        RunStarter starter = new(_runs, policies, new LeaseStore(store, _time), _time);
        _pump = new QueuePump(_azurite, new CommandsFunction(starter, new AppOrchestrationClient(), _log), () => null!);
        await _pump.StartAsync();
    }

    private static string Padded(int bytes)
    {
        const string Start = """{"name":"cancel","run":"sync-vms-20260101T000000Z","reason":"x"}""";
        return Start + new string(' ', bytes - Encoding.UTF8.GetByteCount(Start));
    }

    private async Task<IReadOnlyList<JsonElement>> PoisonAsync()
    {
        PeekedMessage[] messages = await _pump.Poison.PeekMessagesAsync(32);
        return [.. messages.Select(m => JsonDocument.Parse(m.Body).RootElement)];
    }

    private sealed class Lines : ILogger<CommandsFunction>
    {
        public List<string> Errors { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (logLevel >= LogLevel.Error)
            {
                Errors.Add(formatter(state, exception));
            }
        }
    }
}
