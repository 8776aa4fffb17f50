using GlusterDr.Durable;
using GlusterDr.TestKit;

namespace GlusterDr.Conformance.Engine;

/// <summary>Activities, their results and their order; ids, time and status.</summary>
public abstract class EngineBasicsConformance : EngineSuite
{
    private sealed record Order(string Vm, int Count, DateTimeOffset At, OrchestrationRuntimeStatus Status);

    [Fact]
    public async Task Activities_in_sequence_see_each_others_results()
    {
        Book.Activity<int, int>("Double", x => x * 2);
        int result = await RunScriptAsync(async context =>
        {
            int first = await context.CallActivityAsync<int>("Double", 5);
            return await context.CallActivityAsync<int>("Double", first);
        });
        result.ShouldBe(20);
    }

    [Fact]
    public async Task A_fan_out_returns_its_results_in_the_requested_order()
    {
        Book.Activity<int, int>("Square", async x =>
        {
            await Task.Yield();
            return x * x;
        });
        int count = Can(EngineCapabilities.Quick) ? 1000 : 100;
        int[] result = await RunScriptAsync(context =>
            Task.WhenAll(Enumerable.Range(0, count).Select(i => context.CallActivityAsync<int>("Square", i))));
        result.ShouldBe(Enumerable.Range(0, count).Select(i => i * i));
    }

    [Fact]
    public async Task Activities_of_a_fan_out_run_at_once()
    {
        // Each activity waits for the other: if they ran one after the other, both would wait forever.
        using Barrier barrier = new(2);
        Book.Activity<int, bool>("Meet", _ => Task.Run(() => barrier.SignalAndWait(Patience.Limit)));
        bool[] met = await RunScriptAsync(context =>
            Task.WhenAll(context.CallActivityAsync<bool>("Meet", 1), context.CallActivityAsync<bool>("Meet", 2)));
        met.ShouldAllBe(x => x);
    }

    [Fact]
    public async Task Values_arrive_as_they_were_sent()
    {
        Order sent = new("web-1", 3, new(2026, 2, 3, 4, 5, 6, TimeSpan.FromHours(2)), OrchestrationRuntimeStatus.Terminated);
        Book.Activity<Order, Order>("Echo", x => x);
        Book.Workflow<Order, Order>(Main, (context, input) => context.CallActivityAsync<Order>("Echo", input));
        await StartEngineAsync();
        (await ResultAsync<Order>(await StartAsync(input: sent))).ShouldBe(sent);
    }

    [Fact]
    public async Task Nothing_can_be_sent_and_given_back()
    {
        if (!Can(EngineCapabilities.EmptyInputs))
        {
            return;
        }

        Book.Activity<string?, string?>("Echo", x => x);
        Book.Activity<string?, object?>("Do", _ => new { Much = "nobody reads this" });
        (string?, bool) result = await RunScriptAsync(async context =>
        {
            string? echo = await context.CallActivityAsync<string?>("Echo");
            await context.CallActivityAsync("Do");
            return echo;
        }) is { } echo ? (echo, true) : (null, false);
        result.ShouldBe((null, false));
    }

    [Fact]
    public async Task A_large_result_arrives_whole()
    {
        Book.Activity<int, string>("Large", length => new string('x', length));
        (await RunScriptAsync(async context => (await context.CallActivityAsync<string>("Large", 3_000_000)).Length))
            .ShouldBe(3_000_000);
    }

    [Fact]
    public async Task Whichever_is_first_decides()
    {
        TaskCompletionSource slow = new();
        TaskCompletionSource decided = new();
        Book.Activity<string, bool>("Decided", _ => decided.TrySetResult());
        Book.Activity<string, string>("Fast", x => x);
        Book.Activity<string, string>("Slow", async x =>
        {
            await slow.Task;
            return x;
        });
        Book.Workflow(Main, async context =>
        {
            Task<string> first = context.CallActivityAsync<string>("Slow", "slow");
            Task<string> second = context.CallActivityAsync<string>("Fast", "fast");
            string winner = await await Task.WhenAny(first, second);
            await context.CallActivityAsync("Decided", "now");
            return $"{winner}, then {await first}";
        });
        await StartEngineAsync();
        string id = await StartAsync();
        await decided.Task;
        slow.SetResult();
        (await ResultAsync<string>(id)).ShouldBe("fast, then slow");
    }

    [Fact]
    public async Task An_activity_knows_whom_it_serves()
    {
        Book.Activity<string, string>("Who", (context, _) => Task.FromResult($"{context.Name} for {context.InstanceId}"));
        string id = await StartScriptAsync(context => context.CallActivityAsync<string>("Who", "asked"), "sync-daily-1");
        id.ShouldBe("sync-daily-1");
        (await ResultAsync<string>(id)).ShouldBe("Who for sync-daily-1");
    }

    [Fact]
    public async Task An_orchestration_knows_itself_and_its_input_is_kept()
    {
        Book.Workflow<int, string>(Main, (context, input) => Task.FromResult($"{context.Name} {context.InstanceId} {input}"));
        await StartEngineAsync();
        string id = await StartAsync(input: 7, id: "one");
        (await ResultAsync<string>(id)).ShouldBe("Main one 7");
        OrchestrationMetadata state = (await Client.GetInstanceAsync(id)).ShouldNotBeNull();
        state.Name.ShouldBe(Main);
        state.SerializedInput.ShouldBe("7");
        state.LastUpdatedAt.ShouldBeGreaterThanOrEqualTo(state.CreatedAt);
    }

    [Fact]
    public async Task An_instance_has_not_ended_while_a_requested_step_is_running()
    {
        TaskCompletionSource entered = new();
        TaskCompletionSource gate = new();
        Book.Activity<int, bool>("Slow", async _ =>
        {
            entered.SetResult();
            await gate.Task;
            return true;
        });
        Book.Workflow(Main, context =>
        {
            _ = context.CallActivityAsync<bool>("Slow", 1);
            return Task.FromResult("done");
        });
        await StartEngineAsync();
        string id = await StartAsync();
        await entered.Task;
        (await StatusAsync(id)).ShouldBeOneOf(
            OrchestrationRuntimeStatus.Running,
            Can(EngineCapabilities.PromptStatus) ? OrchestrationRuntimeStatus.Running : OrchestrationRuntimeStatus.Pending);
        gate.SetResult();
        (await ResultAsync<string>(id)).ShouldBe("done");
    }

    [Fact]
    public async Task New_ids_differ_within_an_instance_and_between_instances()
    {
        Book.Workflow(Main, context => Task.FromResult(Enumerable.Range(0, 50).Select(_ => context.NewGuid()).ToArray()));
        await StartEngineAsync();
        Guid[] first = await ResultAsync<Guid[]>(await StartAsync());
        Guid[] second = await ResultAsync<Guid[]>(await StartAsync());
        first.Concat(second).Distinct().Count().ShouldBe(100);
    }

    [Fact]
    public async Task The_custom_status_is_shown_and_is_bounded()
    {
        string id = await StartScriptAsync(async context =>
        {
            context.SetCustomStatus(new { Phase = "snapshot", Done = 3 });
            await context.WaitForExternalEvent<string>("next");
            Should.Throw<ArgumentException>(() => context.SetCustomStatus(new string('x', 17 * 1024)));
            context.SetCustomStatus(new string('x', 8000));
            await context.WaitForExternalEvent<string>("next");
            context.SetCustomStatus(null);
            return "done";
        });
        (await Client.GetInstanceAsync(id))!.SerializedCustomStatus.ShouldBe("""{"phase":"snapshot","done":3}""");
        await Client.RaiseEventAsync(id, "next", "");
        await Harness.SettleAsync();
        (await Client.GetInstanceAsync(id))!.SerializedCustomStatus!.Length.ShouldBe(8002);
        await Client.RaiseEventAsync(id, "next", "");
        (await EndAsync(id)).SerializedCustomStatus.ShouldBeNull();
    }

    [Fact]
    public async Task A_thousand_steps_in_sequence_are_run()
    {
        if (!Can(EngineCapabilities.Quick))
        {
            return;
        }

        Book.Activity<int, int>("Increment", x => x + 1);
        int result = await RunScriptAsync(async context =>
        {
            int value = 0;
            while (value < 1000)
            {
                value = await context.CallActivityAsync<int>("Increment", value);
            }

            return value;
        });
        result.ShouldBe(1000);
        Book.AllCalls.ShouldBe(1000);
    }
}
