using GlusterDr.Durable;

namespace GlusterDr.Conformance.Engine;

/// <summary>Workflows as steps of other workflows.</summary>
public abstract class EngineSubOrchestrationsConformance : EngineSuite
{
    [Fact]
    public async Task A_child_gives_its_result_to_its_parent()
    {
        Book.Activity<int, int>("Double", x => x * 2);
        Book.Workflow<int, int>("Child", (context, x) => context.CallActivityAsync<int>("Double", x));
        int[] results = await RunScriptAsync(context =>
            Task.WhenAll(Enumerable.Range(0, 50).Select(i => context.CallSubOrchestratorAsync<int>("Child", i))));
        results.ShouldBe(Enumerable.Range(0, 50).Select(i => i * 2));
    }

    [Fact]
    public async Task A_childs_failure_reaches_its_parent_with_the_cause()
    {
        Book.Activity<int, int>("Fail", int (_) => throw new FailingException("volume is down"));
        Book.Workflow<int, int>("Child", (context, x) => context.CallActivityAsync<int>("Fail", x));
        string id = await StartScriptAsync(async context =>
        {
            TaskFailedException failed =
                await CatchAsync<TaskFailedException>(context.CallSubOrchestratorAsync<int>("Child", 1));
            failed.TaskName.ShouldBe("Child");
            return failed.FailureDetails;
        });
        TaskFailureDetails details = await ResultAsync<TaskFailureDetails>(id);
        details.ErrorType.ShouldBe(typeof(TaskFailedException).FullName);
        details.InnerFailure.ShouldNotBeNull().ErrorMessage.ShouldBe("volume is down");
    }

    [Fact]
    public async Task A_child_is_an_instance_of_its_own()
    {
        Book.Workflow<string, string>("Child", async (context, _) =>
        {
            context.SetCustomStatus("waiting");
            return await context.WaitForExternalEvent<string>("x");
        });
        string id = await StartScriptAsync(context =>
            context.CallSubOrchestratorAsync<string>("Child", "", new TaskOptions(InstanceId: "the-child")));
        OrchestrationMetadata child = (await Client.GetInstanceAsync("the-child")).ShouldNotBeNull();
        child.Name.ShouldBe("Child");
        child.SerializedCustomStatus.ShouldBe("\"waiting\"");
        await Client.RaiseEventAsync("the-child", "x", "told");
        (await ResultAsync<string>(id)).ShouldBe("told");
        (await StatusAsync("the-child")).ShouldBe(OrchestrationRuntimeStatus.Completed);
    }

    [Fact]
    public async Task A_terminated_child_is_a_failure_for_its_parent()
    {
        Book.Workflow<string, string>("Child", (context, _) => context.WaitForExternalEvent<string>("never"));
        string id = await StartScriptAsync(async context =>
        {
            Task<string> child = context.CallSubOrchestratorAsync<string>("Child", "", new TaskOptions(InstanceId: "child"));
            await CatchAsync<TaskFailedException>(child);
            return "went on";
        });
        await Client.TerminateInstanceAsync("child", null);
        (await ResultAsync<string>(id)).ShouldBe("went on");
    }

    [Fact]
    public async Task A_failed_child_is_tried_again()
    {
        int attempts = 0;
        Book.Workflow<int, int>("Child", (_, x) =>
            ++attempts < 3 ? throw new InvalidOperationException("not yet") : Task.FromResult(x));
        TaskOptions options = new(new RetryPolicy(3, TimeSpan.FromSeconds(1)), "child");
        string id = await StartScriptAsync(context => context.CallSubOrchestratorAsync<int>("Child", 7, options));
        await Harness.AdvanceAsync(TimeSpan.FromSeconds(1));
        await Harness.AdvanceAsync(TimeSpan.FromSeconds(1));
        (await ResultAsync<int>(id)).ShouldBe(7);
        attempts.ShouldBe(3);
    }

    [Fact]
    public async Task Children_have_children()
    {
        Book.Workflow<int, int>("Depth", async (context, left) =>
            left == 0 ? 0 : 1 + await context.CallSubOrchestratorAsync<int>("Depth", left - 1));
        await StartEngineAsync();
        (await ResultAsync<int>(await StartAsync("Depth", 20))).ShouldBe(20);
    }

    [Fact]
    public async Task A_parents_end_from_outside_leaves_its_child_alone()
    {
        Book.Workflow<string, string>("Child", (context, _) => context.WaitForExternalEvent<string>("x"));
        string id = await StartScriptAsync(context =>
            context.CallSubOrchestratorAsync<string>("Child", "", new TaskOptions(InstanceId: "child")));
        await Client.TerminateInstanceAsync(id, null);
        await EndAsync(id);
        await Client.RaiseEventAsync("child", "x", "alone");
        (await ResultAsync<string>("child")).ShouldBe("alone");
        (await StatusAsync(id)).ShouldBe(OrchestrationRuntimeStatus.Terminated);
    }
}
