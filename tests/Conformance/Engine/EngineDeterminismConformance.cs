using GlusterDr.Durable;

namespace GlusterDr.Conformance.Engine;

/// <summary>A workflow whose code changed while it was running, or that is not deterministic, is stopped before it does harm.</summary>
public abstract class EngineDeterminismConformance : EngineSuite
{
    [Fact]
    public Task Another_activity() =>
        ShouldFailAsync(context => context.CallActivityAsync<int>("Two", 1), "the activity 'Two'", "the activity 'One'");

    [Fact]
    public Task Another_input() =>
        ShouldFailAsync(context => context.CallActivityAsync<int>("One", 2), "the input 2", "the input 1");

    [Fact]
    public Task A_timer_in_place_of_an_activity() =>
        ShouldFailAsync(Timer, "a timer", "the activity 'One'");

    [Fact]
    public Task A_child_in_place_of_an_activity() =>
        ShouldFailAsync(context => context.CallSubOrchestratorAsync<int>("One", 1), "the sub-orchestration 'One'");

    [Fact]
    public Task An_event_in_place_of_an_activity() => ShouldFailAsync(
        context =>
        {
            context.SendEvent("other", "One", 1);
            return Task.FromResult(1);
        },
        "the sending of the event 'One'");

    [Fact]
    public Task A_step_that_is_gone() =>
        ShouldFailAsync(context => context.WaitForExternalEvent<int>("never"), "'One'", "the code did not request it");

    [Fact]
    public Task A_step_before_the_first() => ShouldFailAsync(
        async context =>
        {
            await context.CallActivityAsync<int>("Two", 0);
            return await context.CallActivityAsync<int>("One", 1);
        },
        "the activity 'Two'", "the activity 'One'");

    [Fact]
    public async Task A_step_that_is_gone_and_was_not_answered()
    {
        if (!Can(EngineCapabilities.Crash))
        {
            return;
        }

        string id = await StartScriptAsync(async context =>
        {
            await context.CreateTimer(TimeSpan.FromDays(1), CancellationToken.None);
            return 0;
        });
        await Harness.CrashAsync();
        Book.Workflow(Main, _ => Task.FromResult(0));
        await StartEngineAsync();
        (await FailureAsync(id)).ErrorMessage.ShouldContain("a timer, but the code no longer requests it");
    }

    [Fact]
    public async Task A_step_after_the_last_is_welcome()
    {
        if (!Can(EngineCapabilities.Crash))
        {
            return;
        }

        string id = await StartOneAndWaitAsync();
        await Harness.CrashAsync();
        Book.Workflow(Main, async context =>
        {
            int one = await context.CallActivityAsync<int>("One", 1);
            return one + await context.CallActivityAsync<int>("Two", 2);
        });
        await StartEngineAsync();
        (await ResultAsync<int>(id)).ShouldBe(3);
    }

    [Fact]
    public async Task Nothing_is_executed_not_even_a_compensation()
    {
        if (!Can(EngineCapabilities.Crash))
        {
            return;
        }

        string id = await StartOneAndWaitAsync();
        await Harness.CrashAsync();
        int calls = Book.AllCalls;
        Book.Workflow(Main, async context =>
        {
            try
            {
                return await context.CallActivityAsync<int>("Two", 1);
            }
            finally
            {
                await context.CallActivityAsync<int>("Two", 2);
            }
        });
        await StartEngineAsync();
        await FailureAsync(id);
        await Harness.SettleAsync();
        Book.AllCalls.ShouldBe(calls);
    }

    [Fact]
    public async Task An_orchestration_that_is_gone_fails_its_instances()
    {
        if (!Can(EngineCapabilities.Crash))
        {
            return;
        }

        string id = await StartOneAndWaitAsync();
        await Harness.CrashAsync();
        Book.Remove(Main);
        await StartEngineAsync();
        (await FailureAsync(id)).ErrorMessage.ShouldContain(Main);
    }

    [Fact]
    public async Task A_parent_hears_of_it()
    {
        if (!Can(EngineCapabilities.Crash))
        {
            return;
        }

        Book.Activity<int, int>("One", x => x);
        Book.Activity<int, int>("Two", x => x);
        Book.Workflow<int, int>("Child", async (context, x) =>
        {
            await context.CallActivityAsync<int>("One", x);
            return await context.WaitForExternalEvent<int>("never");
        });
        string id = await StartScriptAsync(context => context.CallSubOrchestratorAsync<int>("Child", 1));
        await Harness.CrashAsync();
        Book.Workflow<int, int>("Child", (context, x) => context.CallActivityAsync<int>("Two", x));
        await StartEngineAsync();
        (await FailureAsync(id)).InnerFailure.ShouldNotBeNull().ErrorType.ShouldBe(typeof(NonDeterministicException).FullName);
    }

    private static async Task<int> Timer(IOrchestrationContext context)
    {
        await context.CreateTimer(TimeSpan.FromSeconds(1), CancellationToken.None);
        return 1;
    }

    private async Task<string> StartOneAndWaitAsync()
    {
        Book.Activity<int, int>("One", x => x);
        Book.Activity<int, int>("Two", x => x);
        return await StartScriptAsync(async context =>
        {
            await context.CallActivityAsync<int>("One", 1);
            return await context.WaitForExternalEvent<int>("never");
        });
    }

    // The instance has requested One(1) and has its result. Then it is replayed with this code instead.
    private async Task ShouldFailAsync(Func<IOrchestrationContext, Task<int>> changed, params string[] told)
    {
        if (!Can(EngineCapabilities.Crash))
        {
            return;
        }

        string id = await StartOneAndWaitAsync();
        await Harness.CrashAsync();
        int calls = Book.AllCalls;
        Book.Workflow(Main, changed);
        await StartEngineAsync();
        TaskFailureDetails failure = await FailureAsync(id);
        failure.ErrorType.ShouldBe(typeof(NonDeterministicException).FullName);
        failure.ErrorMessage.ShouldStartWith("Step 1: ");
        told.ShouldAllBe(text => failure.ErrorMessage.Contains(text));
        Book.AllCalls.ShouldBe(calls);
    }
}
