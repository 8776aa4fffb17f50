using GlusterDr.Durable;

namespace GlusterDr.Conformance.Engine;

/// <summary>Events from outside and between instances.</summary>
public abstract class EngineEventsConformance : EngineSuite
{
    [Fact]
    public async Task Early_events_are_kept_in_their_order()
    {
        string id = await StartScriptAsync(async context =>
        {
            await context.WaitForExternalEvent<string>("go");
            List<int> received = [];
            for (int i = 0; i < 5; i++)
            {
                received.Add(await context.WaitForExternalEvent<int>("item"));
            }

            return received;
        });
        for (int i = 0; i < 5; i++)
        {
            await Client.RaiseEventAsync(id, "item", i);
        }

        await Client.RaiseEventAsync(id, "go", null);
        (await ResultAsync<int[]>(id)).ShouldBe([0, 1, 2, 3, 4]);
    }

    [Fact]
    public async Task The_newest_waiter_gets_the_event()
    {
        string id = await StartScriptAsync(async context =>
        {
            Task<string> older = context.WaitForExternalEvent<string>("x");
            Task<string> newer = context.WaitForExternalEvent<string>("x");
            return $"{await newer} {await older}";
        });
        await Client.RaiseEventAsync(id, "x", "first");
        await Client.RaiseEventAsync(id, "x", "second");
        (await ResultAsync<string>(id)).ShouldBe("first second");
    }

    [Fact]
    public async Task A_cancelled_waiter_takes_no_event()
    {
        string id = await StartScriptAsync(async context =>
        {
            using CancellationTokenSource cancel = new();
            Task<string> older = context.WaitForExternalEvent<string>("x");
            Task<string> cancelled = context.WaitForExternalEvent<string>("x", cancel.Token);
            cancel.Cancel();
            await CatchAsync<OperationCanceledException>(cancelled);
            return await older;
        });
        await Client.RaiseEventAsync(id, "x", "kept");
        (await ResultAsync<string>(id)).ShouldBe("kept");
    }

    [Fact]
    public async Task A_wait_that_timed_out_leaves_the_event_to_the_next()
    {
        string id = await StartScriptAsync(async context =>
        {
            bool hasTimedOut = false;
            while (true)
            {
                using CancellationTokenSource cancel = new();
                Task<string> wait = context.WaitForExternalEvent<string>("x", cancel.Token);
                Task timer = context.CreateTimer(TimeSpan.FromSeconds(2), cancel.Token);
                bool isEvent = await Task.WhenAny(wait, timer) == wait;
                cancel.Cancel();
                if (isEvent)
                {
                    return $"{await wait}, timed out before: {hasTimedOut}";
                }

                hasTimedOut = true;
            }
        });
        await Harness.AdvanceAsync(TimeSpan.FromSeconds(3));
        await Client.RaiseEventAsync(id, "x", "event");
        (await ResultAsync<string>(id)).ShouldBe("event, timed out before: True");
    }

    [Fact]
    public async Task Names_are_apart_and_case_does_not_matter()
    {
        string id = await StartScriptAsync(async context =>
        {
            Task<int> one = context.WaitForExternalEvent<int>("One");
            Task<int> two = context.WaitForExternalEvent<int>("two");
            return await one * 10 + await two;
        });
        await Client.RaiseEventAsync(id, "TWO", 2);
        await Client.RaiseEventAsync(id, "one", 1);
        (await ResultAsync<int>(id)).ShouldBe(12);
    }

    [Fact]
    public async Task Events_without_a_receiver_are_dropped()
    {
        string id = await StartScriptAsync(_ => Task.FromResult("over"));
        await ResultAsync<string>(id);
        await Client.RaiseEventAsync(id, "late", 1);
        await Client.RaiseEventAsync("no-such-instance", "lost", 1);
        (await StatusAsync(id)).ShouldBe(OrchestrationRuntimeStatus.Completed);
        (await Client.GetInstanceAsync("no-such-instance")).ShouldBeNull();
    }

    [Fact]
    public async Task An_event_beats_its_timer_and_the_cancelled_timer_delays_nothing()
    {
        string id = await StartScriptAsync(async context =>
        {
            using CancellationTokenSource cancel = new();
            Task<string> wait = context.WaitForExternalEvent<string>("x");
            Task timer = context.CreateTimer(TimeSpan.FromDays(30), cancel.Token);
            Task winner = await Task.WhenAny(wait, timer);
            cancel.Cancel();
            return winner == wait ? await wait : "timer";
        });
        await Client.RaiseEventAsync(id, "x", "event");
        (await ResultAsync<string>(id)).ShouldBe("event");
    }

    [Fact]
    public async Task Instances_send_each_other_events()
    {
        Book.Workflow<string, string>("Pong", async (context, other) =>
        {
            int ball = await context.WaitForExternalEvent<int>("ball");
            context.SendEvent(other, "ball", ball + 1);
            return "played";
        });
        Book.Workflow<string, int>("Ping", async (context, other) =>
        {
            context.SendEvent("no-such-instance", "ball", 0);
            context.SendEvent(other, "ball", 1);
            return await context.WaitForExternalEvent<int>("ball");
        });
        await StartEngineAsync();
        await StartAsync("Pong", "ping", "pong");
        await Harness.SettleAsync();
        await StartAsync("Ping", "pong", "ping");
        (await ResultAsync<int>("ping")).ShouldBe(2);
        (await ResultAsync<string>("pong")).ShouldBe("played");
    }

    [Fact]
    public async Task Ten_thousand_events_arrive_once_each_and_in_order()
    {
        int count = Can(EngineCapabilities.Quick) ? 10_000 : 300;
        string id = await StartScriptAsync(async context =>
        {
            int wrong = 0;
            HashSet<int> seen = [];
            for (int i = 0; i < count; i++)
            {
                int n = await context.WaitForExternalEvent<int>("n");
                wrong += n == i ? 0 : 1;
                seen.Add(n);
            }

            return new[] { seen.Count, wrong };
        });
        await Task.WhenAll(Enumerable.Range(0, count).Select(i => Client.RaiseEventAsync(id, "n", i)));
        int[] result = await ResultAsync<int[]>(id);
        result[0].ShouldBe(count);
        result[1].ShouldBeInRange(0, Can(EngineCapabilities.OrderedEvents) ? 0 : count);
    }

    [Fact]
    public async Task An_event_of_another_type_is_an_error_in_the_workflow()
    {
        string id = await StartScriptAsync(async context =>
        {
            await CatchAsync<Exception>(context.WaitForExternalEvent<int>("n"));
            return await context.WaitForExternalEvent<int>("n");
        });
        await Client.RaiseEventAsync(id, "n", "not a number");
        await Client.RaiseEventAsync(id, "n", 5);
        (await ResultAsync<int>(id)).ShouldBe(5);
    }
}
