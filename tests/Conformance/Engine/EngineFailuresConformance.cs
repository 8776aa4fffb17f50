using GlusterDr.Durable;

namespace GlusterDr.Conformance.Engine;

/// <summary>Failures are reported with all details, and retries are durable.</summary>
public abstract class EngineFailuresConformance : EngineSuite
{
    private static readonly TimeSpan s_second = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task A_failed_activity_is_reported_with_type_message_properties_and_cause()
    {
        Book.Activity<int, int>("Fail", int (_) => throw new FailingException("volume is down", new IOException("no route")));
        string id = await StartScriptAsync(async context =>
        {
            TaskFailedException failed = await CatchAsync<TaskFailedException>(context.CallActivityAsync<int>("Fail", 1));
            failed.TaskName.ShouldBe("Fail");
            return failed.FailureDetails;
        });
        TaskFailureDetails details = await ResultAsync<TaskFailureDetails>(id);
        details.ErrorType.ShouldBe(typeof(FailingException).FullName);
        details.ErrorMessage.ShouldBe("volume is down");
        details.Properties.ShouldNotBeNull()["host"].ShouldBe("gluster1");
        details.InnerFailure.ShouldNotBeNull().ErrorType.ShouldBe(typeof(IOException).FullName);
        details.InnerFailure.ErrorMessage.ShouldBe("no route");
    }

    [Fact]
    public async Task An_unhandled_exception_fails_the_instance()
    {
        string id = await StartScriptAsync<string>(_ => throw new FailingException("no lease"));
        TaskFailureDetails details = await FailureAsync(id);
        details.ErrorType.ShouldBe(typeof(FailingException).FullName);
        details.ErrorMessage.ShouldBe("no lease");
        details.Properties.ShouldNotBeNull()["host"].ShouldBe("gluster1");
    }

    [Fact]
    public async Task An_unhandled_failure_of_an_activity_fails_the_instance_and_keeps_its_cause()
    {
        Book.Activity<int, int>("Fail", int (_) => throw new FailingException("volume is down"));
        string id = await StartScriptAsync(context => context.CallActivityAsync<int>("Fail", 1));
        TaskFailureDetails details = await FailureAsync(id);
        details.ErrorType.ShouldBe(typeof(TaskFailedException).FullName);
        details.InnerFailure.ShouldNotBeNull().ErrorMessage.ShouldBe("volume is down");
    }

    [Fact]
    public async Task An_unknown_activity_fails_its_call()
    {
        string id = await StartScriptAsync(async context =>
        {
            await CatchAsync<TaskFailedException>(context.CallActivityAsync("NoSuch"));
            return "went on";
        });
        (await ResultAsync<string>(id)).ShouldBe("went on");
    }

    [Fact]
    public async Task An_unknown_orchestration_fails()
    {
        // On Azure, an app without workflows does not start the engine.
        Book.Workflow(Main, _ => Task.FromResult(0));
        await StartEngineAsync();
        await FailureAsync(await StartAsync("NoSuch"));
    }

    [Fact]
    public async Task A_result_of_another_type_is_an_error_in_the_workflow()
    {
        Book.Activity<int, string>("Text", _ => "not a number");
        string id = await StartScriptAsync(async context =>
        {
            await CatchAsync<Exception>(context.CallActivityAsync<int>("Text", 1));
            return "went on";
        });
        (await ResultAsync<string>(id)).ShouldBe("went on");
    }

    [Fact]
    public async Task A_fan_out_with_failures_waits_for_all()
    {
        Book.Activity<int, int>("Odd", x => x % 2 == 1 ? x : throw new InvalidOperationException($"{x} is even"));
        string id = await StartScriptAsync(async context =>
        {
            Task<int>[] calls = [.. Enumerable.Range(0, 10).Select(i => context.CallActivityAsync<int>("Odd", i))];
            await CatchAsync<TaskFailedException>(Task.WhenAll(calls));
            return calls.Count(call => call.IsFaulted);
        });
        (await ResultAsync<int>(id)).ShouldBe(5);
        Book.AllCalls.ShouldBe(10);
    }

    [Fact]
    public async Task Retries_wait_longer_each_time_and_then_succeed()
    {
        if (!Can(EngineCapabilities.ExactRetries))
        {
            return;
        }

        List<DateTime> attempts = [];
        int failures = 0;
        Book.Activity<int, string>("Flaky", _ => ++failures <= 3 ? throw new IOException("busy") : "done");
        RetryPolicy policy = new(5, s_second, 2.0, MaxRetryInterval: 3 * s_second);
        string id = await StartScriptAsync(async context =>
        {
            DateTime start = context.CurrentUtcDateTime;
            string result = await context.CallActivityAsync<string>("Flaky", 1, new TaskOptions(policy));
            return (context.CurrentUtcDateTime - start).TotalSeconds;
        });

        // 1, 2 and 3 (not 4) seconds.
        bool isExact = Can(EngineCapabilities.ManualTime);
        for (int second = 0; second < 6; second++)
        {
            if (isExact)
            {
                (await StatusAsync(id)).ShouldBe(OrchestrationRuntimeStatus.Running);
            }

            await Harness.AdvanceAsync(s_second);
        }

        (await ResultAsync<double>(id)).ShouldBeInRange(6.0, isExact ? 6.0 : double.MaxValue);
        failures.ShouldBe(4);
    }

    [Fact]
    public async Task Retries_end_with_the_last_failure()
    {
        int failures = 0;
        Book.Activity<int, string>("Fail", string (_) => throw new IOException($"attempt {++failures}"));
        string id = await StartScriptAsync(context =>
            context.CallActivityAsync<string>("Fail", 1, new TaskOptions(new RetryPolicy(3, s_second))));
        await Harness.AdvanceAsync(s_second);
        await Harness.AdvanceAsync(s_second);
        (await FailureAsync(id)).InnerFailure.ShouldNotBeNull().ErrorMessage.ShouldBe("attempt 3");
    }

    [Fact]
    public async Task A_failure_that_is_not_worth_a_retry_gets_none()
    {
        Book.Activity<int, string>("Fail", string (_) => throw new ArgumentException("bad name"));
        RetryPolicy policy = new(9, s_second, HandleFailure: failure => failure.ErrorType != typeof(ArgumentException).FullName);
        string id = await StartScriptAsync(context =>
            context.CallActivityAsync<string>("Fail", 1, new TaskOptions(policy)));
        await FailureAsync(id);
        Book.Calls("Fail", 1).ShouldBe(1);
    }

    [Fact]
    public async Task Retries_of_a_fan_out_do_not_disturb_each_other()
    {
        HashSet<int> failed = [];
        Book.Activity<int, int>("Flaky", x =>
        {
            lock (failed)
            {
                return failed.Add(x) && x % 2 == 0 ? throw new IOException("once") : x;
            }
        });
        TaskOptions options = new(new RetryPolicy(2, s_second));
        string id = await StartScriptAsync(context =>
            Task.WhenAll(Enumerable.Range(0, 20).Select(i => context.CallActivityAsync<int>("Flaky", i, options))));
        await Harness.AdvanceAsync(s_second);
        (await ResultAsync<int[]>(id)).ShouldBe(Enumerable.Range(0, 20));
    }
}
