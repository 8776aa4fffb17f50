using GlusterDr.Durable;

namespace GlusterDr.Conformance.Engine;

/// <summary>Durable timers and the workflow's time.</summary>
public abstract class EngineTimersConformance : EngineSuite
{
    private static readonly TimeSpan s_second = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task A_timer_fires_when_it_is_due_and_not_before()
    {
        string id = await StartScriptAsync(async context =>
        {
            DateTime due = context.CurrentUtcDateTime + (3 * s_second);
            await context.CreateTimer(due, CancellationToken.None);
            return context.CurrentUtcDateTime >= due;
        });
        await Harness.AdvanceAsync(2 * s_second);
        await ShouldNotBeOverAsync(id);
        await Harness.AdvanceAsync(s_second);
        (await ResultAsync<bool>(id)).ShouldBeTrue();
    }

    [Fact]
    public async Task A_timer_of_the_past_fires_at_once() => (await RunScriptAsync(async context =>
    {
        await context.CreateTimer(context.CurrentUtcDateTime - TimeSpan.FromDays(1), CancellationToken.None);
        await context.CreateTimer(TimeSpan.Zero, CancellationToken.None);
        return "fired";
    })).ShouldBe("fired");

    [Fact]
    public async Task Timers_fire_in_the_order_they_are_due()
    {
        string id = await StartScriptAsync(async context =>
        {
            List<int> fired = [];
            async Task FireAfter(int seconds)
            {
                await context.CreateTimer(seconds * s_second, CancellationToken.None);
                fired.Add(seconds);
            }

            await Task.WhenAll(FireAfter(3), FireAfter(1), FireAfter(2));
            return fired;
        });
        await Harness.AdvanceAsync(3 * s_second);
        (await ResultAsync<int[]>(id)).ShouldBe([1, 2, 3]);
    }

    [Fact]
    public async Task A_cancelled_timer_is_cancelled()
    {
        string id = await StartScriptAsync(async context =>
        {
            using CancellationTokenSource cancel = new();
            Task timer = context.CreateTimer(s_second, cancel.Token);
            cancel.Cancel();
            await CatchAsync<OperationCanceledException>(timer);
            await CatchAsync<OperationCanceledException>(context.CreateTimer(s_second, cancel.Token));
            return "cancelled";
        });
        (await ResultAsync<string>(id)).ShouldBe("cancelled");
    }

    [Fact]
    public async Task A_timer_that_was_not_cancelled_keeps_its_instance_running()
    {
        string id = await StartScriptAsync(context =>
        {
            _ = context.CreateTimer(2 * s_second, CancellationToken.None);
            return Task.FromResult("returned");
        });
        await ShouldNotBeOverAsync(id);
        await Harness.AdvanceAsync(2 * s_second);
        (await ResultAsync<string>(id)).ShouldBe("returned");
        OrchestrationMetadata end = await EndAsync(id);
        (end.LastUpdatedAt - end.CreatedAt).ShouldBeGreaterThanOrEqualTo(2 * s_second);
    }

    [Fact]
    public async Task Time_stands_still_between_two_events()
    {
        string id = await StartScriptAsync(async context =>
        {
            DateTime start = context.CurrentUtcDateTime;
            int spins = 0;
            while (spins < 1_000_000 && context.CurrentUtcDateTime == start)
            {
                spins++;
            }

            await context.CreateTimer(s_second, CancellationToken.None);
            return start.Kind == DateTimeKind.Utc && spins == 1_000_000 && context.CurrentUtcDateTime >= start + s_second;
        });
        await Harness.AdvanceAsync(s_second);
        (await ResultAsync<bool>(id)).ShouldBeTrue();
    }

    [Fact]
    public async Task A_month_passes()
    {
        if (!Can(EngineCapabilities.ManualTime))
        {
            return;
        }

        string id = await StartScriptAsync(async context =>
        {
            await context.CreateTimer(TimeSpan.FromDays(31), CancellationToken.None);
            return "fired";
        });
        await Harness.AdvanceAsync(TimeSpan.FromDays(30));
        (await StatusAsync(id)).ShouldBe(OrchestrationRuntimeStatus.Running);
        await Harness.AdvanceAsync(TimeSpan.FromDays(1));
        (await ResultAsync<string>(id)).ShouldBe("fired");
    }

    [Fact]
    public async Task Many_timers_are_cancelled_and_the_last_one_fires()
    {
        string id = await StartScriptAsync(async context =>
        {
            using CancellationTokenSource cancel = new();
            Task[] timers = [.. Enumerable.Range(1, 500).Select(i => context.CreateTimer(i * s_second / 100, cancel.Token))];
            Task last = context.CreateTimer(6 * s_second, CancellationToken.None);
            await timers[0];
            cancel.Cancel();
            await last;
            return timers.Any(timer => timer.IsCanceled);
        });
        await Harness.AdvanceAsync(s_second / 100);
        await Harness.AdvanceAsync(6 * s_second);
        (await ResultAsync<bool>(id)).ShouldBeTrue();
    }

    // With real time, the status may be read after the timer has fired.
    private async Task ShouldNotBeOverAsync(string id)
    {
        if (Can(EngineCapabilities.ManualTime))
        {
            (await StatusAsync(id)).ShouldBe(OrchestrationRuntimeStatus.Running);
        }
    }
}
