using System.Collections.Concurrent;
using GlusterDr.Conformance.Engine;
using GlusterDr.Durable;
using GlusterDr.Local.Engine;
using GlusterDr.TestKit;
using Microsoft.Data.Sqlite;

namespace GlusterDr.Tests.Local.Engine;

/// <summary>Features of the embedded engine beyond the common contract: limits, watching, stopping, strictness.</summary>
public sealed class EmbeddedEngineTests : EngineSuite
{
    private readonly TaskCompletionSource _waits = new();

    private EmbeddedEngineHarness Embedded => (EmbeddedEngineHarness)Harness;

    private ManualTimeProvider Clock => Embedded.Clock;

    [Fact]
    public async Task No_more_activities_run_at_once_than_the_limit_allows()
    {
        Embedded.Options = new() { MaxConcurrentActivities = 3 };
        int running = 0;
        int most = 0;
        Book.Activity<int, int>("Work", async x =>
        {
            int now = Interlocked.Increment(ref running);
            InterlockedMax(ref most, now);
            await Task.Yield();
            Interlocked.Decrement(ref running);
            return x;
        });
        await RunScriptAsync(context =>
            Task.WhenAll(Enumerable.Range(0, 100).Select(i => context.CallActivityAsync<int>("Work", i))));
        most.ShouldBeInRange(1, 3);
    }

    [Fact]
    public async Task Workflows_and_activities_run_on_the_scheduler_that_is_given()
    {
        TaskScheduler own = new ConcurrentExclusiveSchedulerPair().ExclusiveScheduler;
        Embedded.Options = new() { Scheduler = own };
        ConcurrentQueue<TaskScheduler> used = [];
        Book.Activity<int, int>("Work", async x =>
        {
            used.Enqueue(TaskScheduler.Current);
            await Task.Yield();
            used.Enqueue(TaskScheduler.Current);
            return x;
        });
        await RunScriptAsync(context =>
        {
            used.Enqueue(TaskScheduler.Current);
            return context.CallActivityAsync<int>("Work", 1);
        });
        used.ShouldBe([own, own, own]);
    }

    [Theory]
    [InlineData("Task.Run")]
    [InlineData("Task.Yield of another context")]
    [InlineData("CancelAsync")]
    [InlineData("ConfigureAwait")]
    public async Task A_workflow_that_leaves_its_thread_fails_at_once(string how)
    {
        Book.Activity<int, int>("Work", x => x);
        string id = await StartScriptAsync(async context =>
        {
            await LeaveAsync(context, how);
            return await context.CallActivityAsync<int>("Work", 1);
        });
        await Harness.SettleAsync();
        _waits.SetResult();
        (await FailureAsync(id)).ErrorType.ShouldBe(typeof(NonDeterministicException).FullName);
        await Harness.SettleAsync();
        Book.AllCalls.ShouldBe(0);
    }

    [Fact]
    public async Task Yielding_on_its_own_thread_is_allowed()
    {
        (await RunScriptAsync(async _ =>
        {
            await Task.Yield();
            return SynchronizationContext.Current is not null;
        })).ShouldBeTrue();
    }

    [Fact]
    public async Task Watching_shows_each_status_and_ends_with_the_instance()
    {
        string id = await StartScriptAsync(async context =>
        {
            context.SetCustomStatus("one");
            await context.WaitForExternalEvent<string>("next");
            context.SetCustomStatus("two");
            await context.WaitForExternalEvent<string>("next");
            return "end";
        });
        List<string> seen = [];
        await foreach (OrchestrationMetadata state in Embedded.Engine.WatchAsync(id))
        {
            seen.Add($"{state.RuntimeStatus} {state.SerializedCustomStatus}");
            await Client.RaiseEventAsync(id, "next", "");
            await Harness.SettleAsync();
        }

        seen.ShouldBe(["Running \"one\"", "Running \"two\"", "Completed \"two\""]);
        await Should.ThrowAsync<KeyNotFoundException>(async () => await FirstAsync(Embedded.Engine.WatchAsync("unknown")));
    }

    [Fact]
    public async Task Watching_all_shows_what_is_new_and_what_changes_under_a_prefix()
    {
        Book.Workflow(Main, context => context.WaitForExternalEvent<string>("x"));
        await StartEngineAsync();
        await using IAsyncEnumerator<OrchestrationMetadata> all = Embedded.Engine.WatchAllAsync("sync-").GetAsyncEnumerator();
        ValueTask<bool> next = all.MoveNextAsync();
        await StartAsync(id: "drill-1");
        await StartAsync(id: "sync-1");
        (await next).ShouldBeTrue();
        all.Current.InstanceId.ShouldBe("sync-1");
        await Client.TerminateInstanceAsync("sync-1", null);
        while (!all.Current.IsCompleted)
        {
            (await all.MoveNextAsync()).ShouldBeTrue();
            all.Current.InstanceId.ShouldBe("sync-1");
        }
    }

    [Fact]
    public async Task A_stop_cancels_activities_and_the_next_start_runs_them_again()
    {
        TaskCompletionSource entered = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Book.Activity<int, int>("Work", async (context, x) =>
        {
            if (entered.TrySetResult())
            {
                await Task.Delay(Timeout.Infinite, context.CancellationToken);
            }

            return x;
        });
        Book.Workflow(Main, context => context.CallActivityAsync<int>("Work", 5));
        await StartEngineAsync();
        string id = await StartAsync();
        await entered.Task;
        await Embedded.Engine.StopAsync();
        await Should.ThrowAsync<InvalidOperationException>(StartAsync());
        await CrashAndRestartAsync();
        (await ResultAsync<int>(id)).ShouldBe(5);
        Book.Calls("Work", 5).ShouldBe(2);
    }

    [Fact]
    public async Task A_stop_keeps_the_result_of_an_activity_that_finishes_in_time()
    {
        TaskCompletionSource entered = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Book.Activity<int, int>("Work", async (context, x) =>
        {
            TaskCompletionSource asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
            using CancellationTokenRegistration registration = context.CancellationToken.Register(asked.SetResult);
            entered.SetResult();
            await asked.Task;
            return x;
        });
        Book.Workflow(Main, context => context.CallActivityAsync<int>("Work", 5));
        await StartEngineAsync();
        string id = await StartAsync();
        await entered.Task;
        await Embedded.Engine.StopAsync();
        await CrashAndRestartAsync();
        (await ResultAsync<int>(id)).ShouldBe(5);
        Book.Calls("Work", 5).ShouldBe(1);
    }

    [Fact]
    public async Task A_stop_does_not_wait_for_ever()
    {
        TaskCompletionSource entered = new(TaskCreationOptions.RunContinuationsAsynchronously);
        TaskCompletionSource deaf = new();
        Book.Activity<int, int>("Deaf", async x =>
        {
            entered.SetResult();
            await deaf.Task;
            return x;
        });
        Book.Workflow(Main, context => context.CallActivityAsync<int>("Deaf", 5));
        await StartEngineAsync();
        string id = await StartAsync();
        await entered.Task;
        Task stop = Embedded.Engine.StopAsync();
        stop.IsCompleted.ShouldBeFalse();
        while (!stop.IsCompleted)
        {
            Clock.Advance(TimeSpan.FromSeconds(20));
            await Task.WhenAny(stop, Clock.WhenTimerIsSetAsync());
        }

        await stop;
        deaf.SetResult();
        (await StatusAsync(id)).ShouldBe(OrchestrationRuntimeStatus.Running);
    }

    [Fact]
    public async Task Who_waits_when_the_engine_stops_is_let_go()
    {
        string id = await StartScriptAsync(context => context.WaitForExternalEvent<string>("never"));
        Task wait = EndAsync(id);
        await Embedded.Engine.StopAsync();
        await Should.ThrowAsync<OperationCanceledException>(wait);
        Embedded.Engine.Failure.ShouldBeNull();
    }

    [Fact]
    public async Task An_engine_whose_database_fails_stops_and_reports_why()
    {
        string id = await StartScriptAsync(context => context.WaitForExternalEvent<string>("x"));
        await Embedded.ExecuteAsync("ALTER TABLE history RENAME TO gone");
        await Should.ThrowAsync<InvalidOperationException>(Client.RaiseEventAsync(id, "x", "lost"));
        Embedded.Engine.Failure.ShouldBeOfType<SqliteException>();
        Embedded.Engine.Stopped.IsCancellationRequested.ShouldBeTrue();
        await Should.ThrowAsync<InvalidOperationException>(StartAsync());

        await Embedded.ExecuteAsync("ALTER TABLE gone RENAME TO history");
        await CrashAndRestartAsync();
        await Client.RaiseEventAsync(id, "x", "arrived");
        (await ResultAsync<string>(id)).ShouldBe("arrived");
    }

    [Fact]
    public async Task A_burst_of_work_is_few_commits()
    {
        Book.Activity<int, int>("Work", x => x);
        Book.Workflow(Main, context =>
            Task.WhenAll(Enumerable.Range(0, 1000).Select(i => context.CallActivityAsync<int>("Work", i))));
        await StartEngineAsync();
        Func<int> commits = await Embedded.CountCommitsAsync();
        await ResultAsync<int[]>(await StartAsync());
        commits().ShouldBeLessThan(500);
    }

    protected override IEngineHarness CreateHarness() => new EmbeddedEngineHarness();

    private Task LeaveAsync(IOrchestrationContext context, string how) => how switch
    {
        // It ends after the workflow has begun to wait for it. If it had ended before, the workflow would not wait.
        "Task.Run" => Task.Run(() => _waits.Task),
        "CancelAsync" => CancelTimerAsync(context),
        "ConfigureAwait" => BackOnThePoolAsync(),
        _ => Task.Factory.StartNew(
            async () =>
            {
                await Task.Yield();
                await _waits.Task;
            },
            default, TaskCreationOptions.None, TaskScheduler.Default).Unwrap(),
    };

    private static async Task CancelTimerAsync(IOrchestrationContext context)
    {
        using CancellationTokenSource cancel = new();
        Task timer = context.CreateTimer(TimeSpan.FromDays(1), cancel.Token);
        await cancel.CancelAsync();
        await timer;
    }

    private static async Task BackOnThePoolAsync() => await Task.Run(() => 1).ConfigureAwait(ConfigureAwaitOptions.ForceYielding);

    private static async Task<OrchestrationMetadata> FirstAsync(IAsyncEnumerable<OrchestrationMetadata> states)
    {
        await foreach (OrchestrationMetadata state in states)
        {
            return state;
        }

        throw new InvalidOperationException("Nothing came.");
    }

    private static void InterlockedMax(ref int most, int now)
    {
        int seen = Volatile.Read(ref most);
        while (now > seen)
        {
            int before = Interlocked.CompareExchange(ref most, now, seen);
            if (before == seen)
            {
                return;
            }

            seen = before;
        }
    }
}
