using GlusterDr.Conformance.Engine;
using GlusterDr.Durable;
using GlusterDr.Functions.Durable;
using GlusterDr.FunctionsHost;
using GlusterDr.TestKit;
using GlusterDr.Tests.Functions.SimulatedRuns;
using Microsoft.Extensions.Logging.Abstractions;

namespace GlusterDr.Tests.Functions.AzureStorage;

/// <summary>Differences between Durable Task on Azure Storage and the embedded engine: each test is a line of docs/azure-differences.md.</summary>
public sealed class AzureDifferencesTests(AzuriteFixture fixture) : IClassFixture<AzuriteFixture>
{
    private const string Main = "Main";

    private readonly ScriptBook _book = new();
    private readonly string _hub = AzuriteFixture.NewName();

    [Fact]
    public async Task Of_many_that_start_an_instance_at_once_several_may_hear_that_they_did_and_it_runs_once()
    {
        _book.Activity<int, int>("Say", x => x);
        _book.Workflow(Main, context => context.CallActivityAsync<int>("Say", 1));
        await using ExtensionHost host = await StartAsync();

        bool[] won = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => StartOneAsync(host.Client))));

        won.Count(x => x).ShouldBeInRange(1, 20);
        (await EndAsync(host.Client)).RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Completed);
        _book.AllCalls.ShouldBe(1);
    }

    [Fact]
    public async Task Events_may_arrive_in_another_order_and_none_is_lost()
    {
        const int count = 100;
        _book.Workflow(Main, async context =>
        {
            List<int> seen = [];
            while (seen.Count < count)
            {
                seen.Add(await context.WaitForExternalEvent<int>("n"));
            }

            return seen.Order().SequenceEqual(Enumerable.Range(0, count));
        });
        await using ExtensionHost host = await StartAsync();
        await host.Client.ScheduleNewOrchestrationInstanceAsync(Main, null, new("one"));
        await Task.WhenAll(Enumerable.Range(0, count).Select(i => host.Client.RaiseEventAsync("one", "n", i)));

        (await EndAsync(host.Client)).SerializedOutput.ShouldBe("true");
    }

    [Fact]
    public async Task A_retry_comes_up_to_a_second_before_it_is_due_and_a_timer_never()
    {
        int tries = 0;
        DateTime[] at = new DateTime[2];
        _book.Activity<int, int>("Fail", _ =>
        {
            at[tries++] = DateTime.UtcNow;
            return tries == 2 ? 1 : throw new InvalidOperationException("once");
        });
        _book.Workflow(Main, async context =>
        {
            await context.CallActivityAsync<int>("Fail", 1, new TaskOptions(new RetryPolicy(2, TimeSpan.FromSeconds(3))));
            DateTime due = context.CurrentUtcDateTime.AddSeconds(2);
            await context.CreateTimer(due, CancellationToken.None);
            return context.CurrentUtcDateTime >= due;
        });
        await using ExtensionHost host = await StartAsync();
        await host.Client.ScheduleNewOrchestrationInstanceAsync(Main, null, new("one"));

        (await EndAsync(host.Client)).SerializedOutput.ShouldBe("true");
        (at[1] - at[0]).ShouldBeGreaterThanOrEqualTo(TimeSpan.FromSeconds(2));
    }

    [Fact]
    public async Task A_step_takes_a_dozen_requests_to_the_storage()
    {
        const int steps = 20;
        _book.Activity<int, int>("Say", x => x);
        _book.Workflow(Main, async context =>
        {
            int sum = 0;
            for (int i = 0; i < steps; i++)
            {
                sum += await context.CallActivityAsync<int>("Say", i);
            }

            return sum;
        });
        await using Azurite own = await Azurite.StartAsync();
        await using ExtensionHost host = await ExtensionHost.StartAsync(
            own.ConnectionString, _hub, worker => worker.AddListed(_book.Registry(), _book.Create));
        int before = Writes(own);
        await host.Client.ScheduleNewOrchestrationInstanceAsync(Main, null, new("one"));
        await EndAsync(host.Client);

        // The number of reads while waiting depends on the time that it takes.
        ((Writes(own) - before) / steps).ShouldBeInRange(4, 14);
    }

    [Fact]
    public async Task An_activity_with_a_null_input_fails()
    {
        _book.Activity<string?, string>("Echo", x => x ?? "nothing");
        _book.Workflow(Main, context => context.CallActivityAsync<string>("Echo"));
        await using ExtensionHost host = await StartAsync();
        await host.Client.ScheduleNewOrchestrationInstanceAsync(Main, null, new("one"));

        OrchestrationMetadata end = await EndAsync(host.Client);

        end.RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Failed);
        end.FailureDetails.ShouldNotBeNull().ErrorMessage.ShouldContain("input");
    }

    [Fact]
    public async Task A_running_instance_is_never_replaced()
    {
        _book.Workflow(Main, async context =>
        {
            context.SetCustomStatus("waiting");
            return await context.WaitForExternalEvent<int>("more");
        });
        await using ExtensionHost host = await StartAsync();
        await host.Client.ScheduleNewOrchestrationInstanceAsync(Main, null, new("one"));
        await UntilWaitingAsync(host.Client);

        await Should.ThrowAsync<InstanceExistsException>(host.Client.ScheduleNewOrchestrationInstanceAsync(Main, null, new("one", [])));
    }

    /// <summary>The embedded engine detects this when it starts.</summary>
    [Fact]
    public async Task A_workflow_that_was_changed_fails_when_something_comes_in_for_it()
    {
        _book.Activity<int, int>("One", x => x);
        _book.Activity<int, int>("Two", x => x);
        _book.Workflow(Main, async context =>
        {
            await context.CallActivityAsync<int>("One", 1);
            context.SetCustomStatus("waiting");
            return await context.WaitForExternalEvent<int>("more");
        });
        await using (ExtensionHost first = await StartAsync())
        {
            await first.Client.ScheduleNewOrchestrationInstanceAsync(Main, null, new("one"));
            await UntilWaitingAsync(first.Client);
        }

        _book.Workflow(Main, context => context.CallActivityAsync<int>("Two", 1));
        await using ExtensionHost next = await StartAsync();
        (await next.Client.GetInstanceAsync("one")).ShouldNotBeNull().RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Running);

        await next.Client.RaiseEventAsync("one", "more", 3);

        OrchestrationMetadata end = await EndAsync(next.Client);
        end.RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Failed);
        end.FailureDetails.ShouldNotBeNull().ErrorType.ShouldBe(typeof(NonDeterministicException).FullName);
    }

    [Fact]
    public async Task Messages_of_a_dead_host_return_after_a_minute_at_least()
    {
        FunctionsHostOptions options = PublishedApp.Options(
            fixture.Azurite.ConnectionString, _hub, sites: null,
            ("AzureFunctionsJobHost__extensions__durableTask__storageProvider__controlQueueVisibilityTimeout", "00:00:59"));

        InvalidOperationException refused = await Should.ThrowAsync<InvalidOperationException>(AppFunctionsHost.StartAsync(
            options, NullLoggerFactory.Instance, (address, id) => InProcessWorker.Start(address, id, _ => { })));

        refused.Message.ShouldContain("between 1 and 60 minutes");
    }

    private static int Writes(Azurite azurite) => azurite.Requests.Count(request => request.Method != "GET");

    private static async Task<bool> StartOneAsync(DurableOrchestrationClient client)
    {
        try
        {
            await client.ScheduleNewOrchestrationInstanceAsync(Main, null, new("one"));
            return true;
        }
        catch (InstanceExistsException)
        {
            return false;
        }
    }

    private static async Task UntilWaitingAsync(DurableOrchestrationClient client)
    {
        using CancellationTokenSource bound = new(Patience.Limit);
        using PeriodicTimer look = new(TimeSpan.FromMilliseconds(50));
        while ((await client.GetInstanceAsync("one"))?.SerializedCustomStatus != "\"waiting\"")
        {
            await look.WaitForNextTickAsync(bound.Token);
        }
    }

    private static Task<OrchestrationMetadata> EndAsync(DurableOrchestrationClient client) =>
        client.WaitForInstanceCompletionAsync("one").WaitAsync(Patience.Limit);

    private Task<ExtensionHost> StartAsync() => ExtensionHost.StartAsync(
        fixture.Azurite.ConnectionString, _hub, worker => worker.AddListed(_book.Registry(), _book.Create));
}
