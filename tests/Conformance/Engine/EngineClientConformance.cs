using GlusterDr.Durable;

namespace GlusterDr.Conformance.Engine;

/// <summary>Starting, finding, ending and deleting instances from outside.</summary>
public abstract class EngineClientConformance : EngineSuite
{
    private static readonly OrchestrationRuntimeStatus[] s_live =
        [OrchestrationRuntimeStatus.Pending, OrchestrationRuntimeStatus.Running];

    [Fact]
    public async Task A_running_instance_is_not_disturbed_by_a_second_start()
    {
        string id = await StartScriptAsync(context => context.WaitForExternalEvent<string>("x"), "sync-daily");
        InstanceExistsException refused = await Should.ThrowAsync<InstanceExistsException>(
            Client.ScheduleNewOrchestrationInstanceAsync(Main, null, new("sync-daily", s_live)));
        refused.InstanceId.ShouldBe("sync-daily");
        s_live.ShouldContain(refused.Status);
        await Client.RaiseEventAsync(id, "x", "undisturbed");
        (await ResultAsync<string>(id)).ShouldBe("undisturbed");
    }

    [Fact]
    public async Task Of_many_starts_at_once_exactly_one_wins()
    {
        Book.Activity<int, int>("Begin", x => x);
        Book.Workflow(Main, async context =>
        {
            await context.CallActivityAsync<int>("Begin", 1);
            return await context.WaitForExternalEvent<string>("x");
        });
        await StartEngineAsync();
        bool[] won = await Task.WhenAll(Enumerable.Range(0, 50).Select(async _ =>
        {
            try
            {
                await Client.ScheduleNewOrchestrationInstanceAsync(Main, null, new("only-one", s_live));
                return true;
            }
            catch (InstanceExistsException)
            {
                return false;
            }
        }));
        won.Count(x => x).ShouldBeInRange(1, Can(EngineCapabilities.OneStarter) ? 1 : 50);
        await Harness.SettleAsync();
        Book.AllCalls.ShouldBe(1, "there is one instance, and it is run once");
    }

    [Fact]
    public async Task An_ended_instance_can_be_replaced_unless_its_state_is_excluded()
    {
        int runs = 0;
        string id = await StartScriptAsync(_ => Task.FromResult(++runs), "again");
        await ResultAsync<int>(id);
        await Should.ThrowAsync<InstanceExistsException>(StartAsync(id: "again"));
        await Should.ThrowAsync<InstanceExistsException>(Client.ScheduleNewOrchestrationInstanceAsync(
            Main, null, new("again", [OrchestrationRuntimeStatus.Completed])));
        await Client.ScheduleNewOrchestrationInstanceAsync(Main, null, new("again", s_live));
        (await ResultAsync<int>(id)).ShouldBe(2);
    }

    [Fact]
    public async Task A_live_instance_is_replaced_on_request()
    {
        if (!Can(EngineCapabilities.ReplaceLive))
        {
            return;
        }

        string id = await StartScriptAsync(context => context.WaitForExternalEvent<string>("x"), "again");
        await Client.ScheduleNewOrchestrationInstanceAsync(Main, null, new("again", []));
        await Harness.SettleAsync();
        await Client.RaiseEventAsync(id, "x", "for the second");
        (await ResultAsync<string>(id)).ShouldBe("for the second");
    }

    [Fact]
    public async Task A_terminated_instance_goes_no_further()
    {
        Book.Activity<int, int>("After", x => x);
        string id = await StartScriptAsync(async context =>
        {
            await context.WaitForExternalEvent<string>("x");
            return await context.CallActivityAsync<int>("After", 1);
        });
        await Client.TerminateInstanceAsync(id, "by hand");
        OrchestrationMetadata end = await EndAsync(id);
        end.RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Terminated);
        end.SerializedOutput.ShouldBe("\"by hand\"");
        await Client.RaiseEventAsync(id, "x", "too late");
        await Harness.SettleAsync();
        Book.AllCalls.ShouldBe(0);
    }

    [Fact]
    public async Task The_result_of_a_running_activity_is_dropped_when_its_instance_is_terminated()
    {
        TaskCompletionSource entered = new();
        TaskCompletionSource gate = new();
        Book.Activity<int, int>("Slow", async x =>
        {
            entered.SetResult();
            await gate.Task;
            return x;
        });
        Book.Workflow(Main, context => context.CallActivityAsync<int>("Slow", 1));
        await StartEngineAsync();
        string id = await StartAsync();
        await entered.Task;
        await Client.TerminateInstanceAsync(id, null);
        gate.SetResult();
        await Harness.SettleAsync();
        (await EndAsync(id)).RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Terminated);
    }

    [Fact]
    public async Task A_purge_deletes_only_what_has_ended()
    {
        string id = await StartScriptAsync(context => context.WaitForExternalEvent<string>("x"));
        (await Client.PurgeInstanceAsync(id)).ShouldBeFalse();
        await Client.RaiseEventAsync(id, "x", "end");
        await ResultAsync<string>(id);
        (await Client.PurgeInstanceAsync(id)).ShouldBeTrue();
        (await Client.GetInstanceAsync(id)).ShouldBeNull();
        (await Client.PurgeInstanceAsync(id)).ShouldBeFalse();
        (await StartAsync(id: id)).ShouldBe(id);
    }

    [Fact]
    public async Task A_purge_by_age_deletes_what_has_ended_and_is_old()
    {
        string live = await StartScriptAsync(context => context.WaitForExternalEvent<string>("x"));
        string over = await StartAsync(id: "over");
        await Client.RaiseEventAsync(over, "x", "end");
        await ResultAsync<string>(over);
        DateTimeOffset between = (await EndAsync(over)).CreatedAt.AddTicks(1);
        await Harness.AdvanceAsync(TimeSpan.FromMilliseconds(50));
        string young = await StartAsync(id: "young");
        await Client.RaiseEventAsync(young, "x", "end");
        await ResultAsync<string>(young);

        (await Client.PurgeAllInstancesAsync(between)).ShouldBe(1);

        (await Client.GetAllInstancesAsync()).Select(x => x.InstanceId).ShouldBe([live, young]);
        (await Client.PurgeAllInstancesAsync(between)).ShouldBe(0);
    }

    [Fact]
    public async Task Instances_are_listed_by_prefix_oldest_first()
    {
        Book.Workflow(Main, _ => Task.FromResult(1));
        await StartEngineAsync();
        foreach (string id in new[] { "sync-b-2", "sync-a-1", "drill-a-1", "sync-b-10" })
        {
            await ResultAsync<int>(await StartAsync(id: id));
        }

        (await Client.GetAllInstancesAsync("sync-b-")).Select(x => x.InstanceId).ShouldBe(["sync-b-2", "sync-b-10"]);
        (await Client.GetAllInstancesAsync()).Select(x => x.InstanceId)
            .ShouldBe(["sync-b-2", "sync-a-1", "drill-a-1", "sync-b-10"]);
        (await Client.GetAllInstancesAsync("SYNC")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Waiting_for_the_unknown_is_an_error()
    {
        await StartEngineAsync();
        await Should.ThrowAsync<KeyNotFoundException>(Client.WaitForInstanceCompletionAsync("no-such-instance"));
    }

    [Fact]
    public async Task Many_may_wait_for_one_end_and_one_may_stop_waiting()
    {
        string id = await StartScriptAsync(context => context.WaitForExternalEvent<string>("x"));
        using CancellationTokenSource cancel = new();
        Task<OrchestrationMetadata>[] waits =
            [.. Enumerable.Range(0, 20).Select(_ => Client.WaitForInstanceCompletionAsync(id))];
        Task<OrchestrationMetadata> impatient = Client.WaitForInstanceCompletionAsync(id, cancel.Token);
        cancel.Cancel();
        await Should.ThrowAsync<OperationCanceledException>(impatient);
        await Client.RaiseEventAsync(id, "x", "end");
        foreach (OrchestrationMetadata end in await Task.WhenAll(waits))
        {
            end.SerializedOutput.ShouldBe("\"end\"");
        }
    }

    [Fact]
    public async Task An_instance_without_a_name_gets_one_of_its_own()
    {
        Book.Workflow(Main, _ => Task.FromResult(1));
        await StartEngineAsync();
        string[] ids = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => StartAsync()));
        ids.Distinct().Count().ShouldBe(20);
        ids.ShouldAllBe(id => id.Length > 0);
    }
}
