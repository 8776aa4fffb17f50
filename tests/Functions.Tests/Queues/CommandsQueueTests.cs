using System.Text.Json;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using GlusterDr.Errors;
using GlusterDr.Functions.Durable;
using GlusterDr.Functions.Queues;
using GlusterDr.Leases;
using GlusterDr.Notifications;
using GlusterDr.Policies;
using GlusterDr.Runs;
using GlusterDr.Simulators;
using GlusterDr.Tests.Functions.AzureStorage;
using GlusterDr.Tests.Functions.SimulatedRuns;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace GlusterDr.Tests.Functions.Queues;

/// <summary>Commands come from a real queue, run on simulated sites, and the results go to another queue.</summary>
[Collection(nameof(Alone))]
public sealed class CommandsQueueTests : IAsyncLifetime
{
    private AzuriteQueues _azurite = null!;
    private AzureSites _sites = null!;
    private QueuePump _pump = null!;

    private QueueClient Notifications => _azurite.Queue(NotificationQueue.Queue);

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
        await (_sites?.DisposeAsync() ?? ValueTask.CompletedTask);
        await (_azurite?.DisposeAsync() ?? ValueTask.CompletedTask);
    }

    [Fact]
    public async Task A_run_that_a_command_started_is_notified_once_at_its_end()
    {
        await _pump.PutAsync("""{"name": "sync", "policy": "vms"}""");
        string run = await OnlyRunAsync();

        RunReport report = await _sites.EndOfAsync(run);

        JsonElement told = (await ToldAsync()).ShouldHaveSingleItem();
        told.GetProperty("version").GetInt32().ShouldBe(1);
        told.GetProperty("run").GetString().ShouldBe(run);
        told.GetProperty("policy").GetString().ShouldBe("vms");
        told.GetProperty("trigger").GetString().ShouldBe("demand");
        told.GetProperty("state").GetString().ShouldBe("succeeded");
        told.GetProperty("startedAt").GetDateTimeOffset().ShouldBe(report.Run.StartedAt);
        told.GetProperty("endedAt").GetDateTimeOffset().ShouldBe(report.Run.EndedAt!.Value);
        told.GetProperty("vmsProtected").GetInt32().ShouldBe(3);
        JsonElement destination = told.GetProperty("destinations").EnumerateArray().ShouldHaveSingleItem();
        destination.GetProperty("name").GetString().ShouldBe("backup");
        destination.GetProperty("state").GetString().ShouldBe("clean");
        destination.GetProperty("recoveryPoint").GetString().ShouldBe(report.Destinations[0].RecoveryPoint);
    }

    [Fact]
    public async Task A_command_cancels_a_run_and_a_second_sync_is_left_for_later()
    {
        await _pump.PutAsync("""{"name": "sync", "policy": "vms"}""");
        string run = await OnlyRunAsync();

        DrException busy = await Should.ThrowAsync<DrException>(_pump.PutAsync("""{"name": "sync", "policy": "vms"}"""));
        await _pump.PutAsync($$"""{"name": "cancel", "run": "{{run}}", "reason": "a 'quoted' one"}""");

        busy.Error.Class.ShouldBe(ErrorClass.Transient);
        (await _sites.EndOfAsync(run)).Run.State.ShouldBe(RunState.Cancelled);
        JsonElement told = (await ToldAsync()).ShouldHaveSingleItem();
        told.GetProperty("state").GetString().ShouldBe("cancelled");
        told.GetProperty("error").GetProperty("code").GetString().ShouldBe(ErrorCodes.RunCancelled);
        (await _pump.Poison.PeekMessagesAsync(32)).Value.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_command_that_can_never_succeed_goes_to_the_poison_queue_with_the_reason()
    {
        string[] bad =
        [
            "sync vms", "null", "[1]", """{"name": "sync"}""", """{"name": "drop", "policy": "vms"}""", """{"name": "cancel", "run": "x'"}""",
            """{"name": "sync", "policy": "none"}""", new string('"', 40_000),
            $$"""{"name": "{{new string('\'', 20_000)}}"}""", $$"""{"name": "sync", "policy": "{{new string('\'', 20_000)}}"}""",
        ];
        foreach (string message in bad)
        {
            await _pump.PutAsync(message);
        }

        PeekedMessage[] poison = await _pump.Poison.PeekMessagesAsync(32);
        poison.Select(m => JsonDocument.Parse(m.Body).RootElement.GetProperty("message").GetString())
            .ShouldBe(bad.Select(m => m.Length > 4000 ? m[..4000] : m));
        poison.Select(m => JsonDocument.Parse(m.Body).RootElement.GetProperty("error").GetProperty("code").GetString())
            .ShouldBe(
            [
                .. Enumerable.Repeat(ErrorCodes.CommandInvalid, 6), ErrorCodes.PolicyNotFound,
                .. Enumerable.Repeat(ErrorCodes.CommandInvalid, 2), ErrorCodes.PolicyNotFound,
            ]);
        (await _pump.Commands.PeekMessagesAsync(32)).Value.ShouldBeEmpty();
    }

    private async Task StartAsync()
    {
        _azurite = await AzuriteQueues.StartAsync();
        _sites = AzureSites.WithLibvirt(machines: 3, services => services.AddSingleton<IRunListener>(new NotificationQueue(Notifications)));
        await _sites.StartAsync();
        AppOrchestrationClient client = new();
        RunStarter starter = new(client, _sites.Get<PolicyStore>(), _sites.Get<LeaseStore>(), TimeProvider.System);
        _pump = new QueuePump(_azurite, new CommandsFunction(starter, client, NullLogger<CommandsFunction>.Instance), () => _sites.Bench.Client);
        await _pump.StartAsync();
    }

    private async Task<string> OnlyRunAsync() => (await _sites.Client.GetAllInstancesAsync("sync-")).ShouldHaveSingleItem().InstanceId;

    private async Task<IReadOnlyList<JsonElement>> ToldAsync()
    {
        PeekedMessage[] messages = await Notifications.PeekMessagesAsync(32);
        return [.. messages.Select(m => JsonDocument.Parse(m.Body).RootElement)];
    }
}
