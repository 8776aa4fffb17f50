using GlusterDr.Durable;

namespace GlusterDr.Conformance.Engine;

/// <summary>What an engine does after it was killed.</summary>
public abstract class EngineRecoveryConformance : EngineSuite
{
    private static readonly TimeSpan s_second = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task It_continues_where_it_was_and_repeats_nothing_that_has_a_result()
    {
        if (!Can(EngineCapabilities.Crash))
        {
            return;
        }

        Book.Activity<int, int>("Double", x => x * 2);
        string id = await StartScriptAsync(async context =>
        {
            int first = await context.CallActivityAsync<int>("Double", 1);
            int more = await context.WaitForExternalEvent<int>("more");
            return await context.CallActivityAsync<int>("Double", first + more);
        });
        await CrashAndRestartAsync();
        await Client.RaiseEventAsync(id, "more", 3);
        (await ResultAsync<int>(id)).ShouldBe(10);
        Book.Calls("Double", 1).ShouldBe(1);
        Book.Calls("Double", 5).ShouldBe(1);
    }

    [Fact]
    public async Task An_activity_whose_process_died_runs_again()
    {
        if (!Can(EngineCapabilities.Crash))
        {
            return;
        }

        bool hang = true;
        TaskCompletionSource entered = new();
        Book.Activity<int, int>("Work", async x =>
        {
            entered.TrySetResult();
            await (hang ? new TaskCompletionSource().Task : Task.CompletedTask);
            return x;
        });
        Book.Workflow(Main, context => context.CallActivityAsync<int>("Work", 4));
        await StartEngineAsync();
        string id = await StartAsync();
        await entered.Task;
        hang = false;
        await CrashAndRestartAsync();
        (await ResultAsync<int>(id)).ShouldBe(4);
        Book.Calls("Work", 4).ShouldBe(2);
    }

    [Fact]
    public async Task What_was_accepted_is_run_even_when_it_was_never_begun()
    {
        if (!Can(EngineCapabilities.CrashAtStep))
        {
            return;
        }

        Book.Workflow(Main, _ => Task.FromResult("ran"));
        await StartEngineAsync();
        Task crash = Harness.CrashAtStep(1, CrashMoment.AfterCommit);
        _ = StartAsync(id: "accepted").ContinueWith(_ => { }, TaskScheduler.Default);
        await crash;
        await CrashAndRestartAsync();
        (await ResultAsync<string>("accepted")).ShouldBe("ran");
    }

    [Fact]
    public async Task Events_that_came_early_are_still_there()
    {
        if (!Can(EngineCapabilities.Crash))
        {
            return;
        }

        string id = await StartScriptAsync(async context =>
        {
            await context.WaitForExternalEvent<string>("go");
            int first = await context.WaitForExternalEvent<int>("n");
            return (first * 10) + await context.WaitForExternalEvent<int>("n");
        });
        await Client.RaiseEventAsync(id, "n", 1);
        await Client.RaiseEventAsync(id, "n", 2);
        await CrashAndRestartAsync();
        await Client.RaiseEventAsync(id, "go", null);
        (await ResultAsync<int>(id)).ShouldBe(12);
    }

    [Fact]
    public async Task A_race_is_decided_as_it_was()
    {
        if (!Can(EngineCapabilities.Crash))
        {
            return;
        }

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
            await context.CallActivityAsync("Decided");
            await context.WaitForExternalEvent<string>("go");
            return $"{winner} {await first}";
        });
        await StartEngineAsync();
        string id = await StartAsync();
        await decided.Task;
        slow.SetResult();
        await Harness.SettleAsync();

        // Both results are stored now; the activity that was requested second finished first.
        await CrashAndRestartAsync();
        await Client.RaiseEventAsync(id, "go", null);
        (await ResultAsync<string>(id)).ShouldBe("fast slow");
    }

    [Fact]
    public async Task A_timer_that_became_due_meanwhile_fires()
    {
        if (!Can(EngineCapabilities.Crash | EngineCapabilities.ManualTime))
        {
            return;
        }

        string id = await StartScriptAsync(async context =>
        {
            DateTime start = context.CurrentUtcDateTime;
            await context.CreateTimer(10 * s_second, CancellationToken.None);
            await context.CreateTimer(10 * s_second, CancellationToken.None);
            return (context.CurrentUtcDateTime - start).TotalSeconds;
        });
        await Harness.AdvanceAsync(10 * s_second);
        await CrashAndRestartAsync();
        await Harness.AdvanceAsync(9 * s_second);
        (await StatusAsync(id)).ShouldBe(OrchestrationRuntimeStatus.Running);
        await Harness.AdvanceAsync(s_second);
        (await ResultAsync<double>(id)).ShouldBe(20);
    }

    [Fact]
    public async Task Ids_and_time_are_the_same_again()
    {
        if (!Can(EngineCapabilities.Crash))
        {
            return;
        }

        List<string> seen = [];
        Book.Activity<int, int>("Step", x => x);
        string id = await StartScriptAsync(async context =>
        {
            string start = $"{context.NewGuid()} {context.CurrentUtcDateTime:O}";
            await context.CallActivityAsync("Step", 1);
            seen.Add($"{start} {context.NewGuid()} {context.CurrentUtcDateTime:O}");
            return await context.WaitForExternalEvent<string>("go");
        });
        await CrashAndRestartAsync();
        await Client.RaiseEventAsync(id, "go", "end");
        await ResultAsync<string>(id);
        seen.Count.ShouldBe(2);
        seen[1].ShouldBe(seen[0]);
    }

    [Fact]
    public async Task Parents_and_children_find_each_other_again()
    {
        if (!Can(EngineCapabilities.Crash))
        {
            return;
        }

        Book.Activity<int, int>("Double", x => x * 2);
        Book.Workflow<int, int>("Child", async (context, x) =>
        {
            int more = x == 0 ? 0 : await context.WaitForExternalEvent<int>("more");
            return await context.CallActivityAsync<int>("Double", x + more);
        });
        string id = await StartScriptAsync(async context =>
        {
            TaskOptions named = new(InstanceId: "waiting");
            int early = await context.CallSubOrchestratorAsync<int>("Child", 0);
            return early + await context.CallSubOrchestratorAsync<int>("Child", 1, named);
        });
        await CrashAndRestartAsync();
        await Client.RaiseEventAsync("waiting", "more", 4);
        (await ResultAsync<int>(id)).ShouldBe(10);
        Book.AllCalls.ShouldBe(2);
    }

    [Fact]
    public async Task An_ended_instance_stays_ended()
    {
        if (!Can(EngineCapabilities.Crash))
        {
            return;
        }

        int runs = 0;
        string id = await StartScriptAsync(_ => Task.FromResult(++runs));
        await ResultAsync<int>(id);
        await CrashAndRestartAsync();
        await Harness.SettleAsync();
        (await ResultAsync<int>(id)).ShouldBe(1);
        runs.ShouldBe(1);
        await Should.ThrowAsync<InstanceExistsException>(StartAsync(id: id));
    }

    [Fact]
    public async Task Retries_already_made_count()
    {
        if (!Can(EngineCapabilities.Crash | EngineCapabilities.ManualTime))
        {
            return;
        }

        Book.Activity<int, int>("Fail", int (_) => throw new IOException("busy"));
        string id = await StartScriptAsync(context =>
            context.CallActivityAsync<int>("Fail", 1, new TaskOptions(new RetryPolicy(3, 10 * s_second))));
        await Harness.AdvanceAsync(10 * s_second);
        await CrashAndRestartAsync();
        await Harness.AdvanceAsync(10 * s_second);
        await FailureAsync(id);
        Book.Calls("Fail", 1).ShouldBe(3);
    }
}
