using GlusterDr.Conformance.Engine;
using GlusterDr.Durable;
using GlusterDr.Functions.Durable;
using GlusterDr.TestKit;
using DurableTaskRegistry = Microsoft.DurableTask.DurableTaskRegistry;

namespace GlusterDr.Tests.Functions.Durable;

/// <summary>A worker that replaces another one, while the orchestration service continues.</summary>
public sealed class WorkerReplacementTests
{
    private const string Main = "Main";

    private readonly ScriptBook _book = new();

    [Fact]
    public async Task It_repeats_nothing_and_gets_what_was_raised_meanwhile()
    {
        List<string> seen = [];
        _book.Activity<int, int>("Double", x => x * 2);
        _book.Workflow(Main, async context =>
        {
            string start = $"{context.NewGuid()} {context.CurrentUtcDateTime:O}";
            int first = await context.CallActivityAsync<int>("Double", 1);
            seen.Add($"{start} {context.NewGuid()} {context.CurrentUtcDateTime:O}");
            context.SetCustomStatus("waiting");
            return first + await context.WaitForExternalEvent<int>("more");
        });
        await using DurableTaskBench bench = new();
        DurableOrchestrationClient client = await StartWaitingAsync(bench);

        await bench.StopWorkerAsync();
        await client.RaiseEventAsync("one", "more", 3);
        await bench.StartWorkerAsync(Register);

        (await EndAsync(client)).SerializedOutput.ShouldBe("5");
        _book.AllCalls.ShouldBe(1);
        seen.Count.ShouldBeGreaterThan(1);
        seen.Distinct().Count().ShouldBe(1);
    }

    /// <summary>What the workflow requested before the difference is done nevertheless: Durable Task reports both in one answer.</summary>
    [Fact]
    public async Task A_workflow_that_was_changed_while_running_fails()
    {
        _book.Activity<int, int>("One", x => x);
        _book.Activity<int, int>("Two", x => x);
        _book.Workflow(Main, async context =>
        {
            await context.CallActivityAsync<int>("One", 1);
            context.SetCustomStatus("waiting");
            return await context.WaitForExternalEvent<int>("more");
        });
        await using DurableTaskBench bench = new();
        DurableOrchestrationClient client = await StartWaitingAsync(bench);

        await bench.StopWorkerAsync();
        _book.Workflow(Main, context => context.CallActivityAsync<int>("Two", 1));
        await client.RaiseEventAsync("one", "more", 3);
        await bench.StartWorkerAsync(Register);

        OrchestrationMetadata end = await EndAsync(client);
        end.RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Failed);
        end.FailureDetails.ShouldNotBeNull().ErrorType.ShouldBe(typeof(NonDeterministicException).FullName);
    }

    private async Task<DurableOrchestrationClient> StartWaitingAsync(DurableTaskBench bench)
    {
        await bench.StartAsync(Register);
        DurableOrchestrationClient client = new(bench.Client);
        await client.ScheduleNewOrchestrationInstanceAsync(Main, null, new("one"));
        using PeriodicTimer look = new(TimeSpan.FromMilliseconds(20));
        using CancellationTokenSource bound = new(Patience.Limit);
        while ((await client.GetInstanceAsync("one"))?.SerializedCustomStatus != "\"waiting\"")
        {
            await look.WaitForNextTickAsync(bound.Token);
        }

        return client;
    }

    private void Register(DurableTaskRegistry worker) => worker.AddListed(_book.Registry(), _book.Create);

    private static Task<OrchestrationMetadata> EndAsync(DurableOrchestrationClient client) =>
        client.WaitForInstanceCompletionAsync("one").WaitAsync(Patience.Limit);
}
